import { countFindings, type Finding, type FindingCounts, type Severity } from './finding.ts'
import { printable } from './printable.ts'

export interface CheckReport {
  findings: Finding[]
  counts: FindingCounts
}

/** What `check --json` prints. */
export function toReport(findings: Finding[]): CheckReport {
  return { findings, counts: countFindings(findings) }
}

export type Paint = (
  style: 'red' | 'yellow' | 'blue' | 'dim' | 'bold' | 'green',
  text: string,
) => string

const STYLES: Record<Severity, 'red' | 'yellow' | 'blue'> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
}

/**
 * Findings for people: where, what, the line itself and how to mend it.
 *
 * @param sourceOf the text of a file by the name in its findings, or null where there is none
 */
export function formatFindings(
  findings: readonly Finding[],
  sourceOf: (file: string) => string | null,
  paint: Paint,
): string {
  const lines = new Map<string, string[] | null>()
  const linesOf = (file: string): string[] | null => {
    if (!lines.has(file)) lines.set(file, sourceOf(file)?.split('\n') ?? null)
    return lines.get(file) ?? null
  }
  return findings.map((finding) => `${formatFinding(finding, linesOf, paint)}\n`).join('\n')
}

function formatFinding(
  finding: Finding,
  linesOf: (file: string) => string[] | null,
  paint: Paint,
): string {
  const { file, line, column, severity, message, rule, fix } = finding
  const place = [printable(file), line, column].filter((part) => part !== null).join(':')
  const lines = [
    `${paint('bold', place)} ${paint(STYLES[severity], severity)} ${message} ${paint('dim', `[${rule}]`)}`,
  ]
  const source = line === null ? null : linesOf(file)
  if (source !== null && line !== null) {
    lines.push(...excerpt(source[line - 1] ?? '', line, column ?? 1, paint))
  }
  if (fix) lines.push(`  ${paint('green', 'fix:')} ${fix}`)
  return lines.join('\n')
}

const WIDTH = 100

function excerpt(text: string, line: number, column: number, paint: Paint): string[] {
  const characters = [...text]
  const start = Math.max(0, Math.min(column - 1 - WIDTH / 2, characters.length - WIDTH))
  const before = printable(characters.slice(start, column - 1).join(''))
  const after = printable(characters.slice(column - 1, start + WIDTH).join(''))
  const gutter = `${line}`.padStart(4)
  return [
    paint('dim', `${gutter} | `) + before + after,
    `${' '.repeat(gutter.length)}${paint('dim', ' |')} ${' '.repeat([...before].length)}${paint('red', '^')}`,
  ]
}

/** One sentence: how many files were looked at and what was found. */
export function formatSummary(counts: FindingCounts, packages: number): string {
  const checked = `${packages} ${packages === 1 ? 'package' : 'packages'} checked`
  const found = (['error', 'warning', 'info'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity))
  return `${checked}: ${found.length === 0 ? 'no findings' : found.join(', ')}`
}

function plural(count: number, severity: Severity): string {
  if (severity === 'info') return `${count} info`
  return `${count} ${severity}${count === 1 ? '' : 's'}`
}

/**
 * Findings as GitHub workflow commands, which GitHub shows on the changed lines. Every stranger's
 * character that ends a command or a property is escaped, as @actions/core does.
 */
export function formatAnnotations(findings: readonly Finding[]): string {
  const levels = { error: 'error', warning: 'warning', info: 'notice' }
  return findings
    .map(({ severity, rule, file, line, column, message, fix }) => {
      const properties = [
        `file=${escapeProperty(file)}`,
        ...(line === null ? [] : [`line=${line}`]),
        ...(column === null ? [] : [`col=${column}`]),
        `title=${escapeProperty(rule)}`,
      ]
      const text = fix ? `${message}\n${fix}` : message
      return `::${levels[severity]} ${properties.join(',')}::${escapeData(text)}\n`
    })
    .join('')
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
