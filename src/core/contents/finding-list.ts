import { compareFindings, type Finding, type Severity } from '../finding.ts'
import { CONTENT_CODES, type Code } from './codes.ts'

/** Where a finding stands: a path inside the artifact, and a position where there is one. */
export interface Place {
  file: string
  line: number | null
  column: number | null
}

/** The place of a file as a whole; `.` is the artifact itself. */
export function wholeFile(file: string): Place {
  return { file, line: null, column: null }
}

/** More says nothing more, and an artifact of millions of faults must not fill the memory. */
const MAX_FINDINGS = 20_000

/** Collects findings; of two that say the same, one. */
export class FindingList {
  private readonly byKey = new Map<string, Finding>()

  add(code: Code, place: Place, message: string, fix: string, severity?: Severity): void {
    if (this.byKey.size >= MAX_FINDINGS) return
    const { file, line, column } = place
    const found = severity ?? CONTENT_CODES[code].severity
    const finding = { rule: code, severity: found, file, line, column, message, fix }
    this.byKey.set([code, file, line, column, message].join('\0'), finding)
  }

  sorted(): Finding[] {
    return [...this.byKey.values()].sort(compareFindings)
  }
}
