import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareText } from '../core/compare-text.ts'
import { parseJson } from '../core/parse-json.ts'
import { type Status, StatusSchema } from '../core/schemas/status.ts'
import { replaceFile } from './replace-file.ts'

/**
 * Reads the results of the last re-check, by package; none where no folder is named.
 *
 * @throws where a file is not such a result: a state that cannot be read is not a good one
 */
export function readStatuses(dir: string | null): Map<string, Status> {
  const statuses = new Map<string, Status>()
  if (dir === null) return statuses
  for (const name of readdirSync(dir).sort(compareText)) {
    if (!name.endsWith('.json')) continue
    const result = StatusSchema.safeParse(parseJson(readFileSync(join(dir, name), 'utf8')))
    if (!result.success) throw new Error(`${join(dir, name)} is not the result of a re-check`)
    statuses.set(result.data.name, result.data)
  }
  return statuses
}

/** Writes the result of a package's re-check. */
export function writeStatus(dir: string, status: Status): void {
  const text = `${JSON.stringify(StatusSchema.parse(status), null, 2)}\n`
  replaceFile(join(dir, `${status.name}.json`), text)
}
