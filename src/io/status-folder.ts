import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareText } from '../core/compare-text.ts'
import { type Status, StatusSchema } from '../core/schemas/status.ts'

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

/** Writes the result of a package's re-check to a temporary name, then renames it. */
export function writeStatus(dir: string, status: Status): void {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, `${status.name}.json`)
  const temporary = `${file}.tmp-${process.pid}`
  writeFileSync(temporary, `${JSON.stringify(StatusSchema.parse(status), null, 2)}\n`)
  renameSync(temporary, file)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
