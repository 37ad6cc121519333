import { fileURLToPath } from 'node:url'
import { checkIndex } from '../src/core/check-index.ts'
import type { Finding } from '../src/core/finding.ts'
import { formatFindings } from '../src/core/report.ts'
import { readIndexFolder } from '../src/io/index-folder.ts'

export const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url))

/** All findings of a fixture folder, by its path below tests/fixtures/rules. */
export function checkFixture(path: string): Finding[] {
  return checkIndex(readIndexFolder(`${FIXTURES}/rules/${path}`)).findings
}

/** The findings of a fixture as people read them. */
export function reportFixture(path: string): string {
  const { findings, index } = checkIndex(readIndexFolder(`${FIXTURES}/rules/${path}`))
  const sources = new Map(index.documents.map((document) => [document.path, document.text]))
  return formatFindings(
    findings,
    (file) => sources.get(file) ?? null,
    (_, text) => text,
  )
}
