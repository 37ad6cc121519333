import { z } from 'zod'
import { compareText } from './compare-text.ts'

const SeveritySchema = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof SeveritySchema>

/** One thing a rule has to say. Position from 1, null where the file as a whole is meant. */
export const FindingSchema = z.strictObject({
  rule: z.string().describe('The id of the rule; its page is rules/<id>/ on the site.'),
  severity: SeveritySchema,
  file: z.string().describe('Path relative to the working directory, with forward slashes.'),
  line: z.int().min(1).nullable(),
  column: z.int().min(1).nullable(),
  message: z.string().describe('What was expected and what was found.'),
  fix: z.string().nullable().describe('How to mend it, where the rule knows.'),
})
export type Finding = z.infer<typeof FindingSchema>

export type FindingCounts = Record<Severity, number>

/** Counts findings by severity; every severity is present, 0 means none. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const counts: FindingCounts = { error: 0, warning: 0, info: 0 }
  for (const finding of findings) counts[finding.severity]++
  return counts
}

/** What a finding says of a file, whose lines may move. */
export function withoutPlace({ file, rule, message }: Finding): string {
  return `${file} ${rule} ${message}`
}

/** Orders by file, position, rule, message, in code units, so that no locale changes the output. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  )
}
