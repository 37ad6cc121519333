import { describeComparison } from '../describe-comparison.ts'
import { printable } from '../printable.ts'
import { formatFindings, type Paint } from '../report.ts'
import type { Change, Decision, JudgedPackage, Lane, Skipped, Verdict } from './verdict.ts'

const MEANINGS: Record<Lane, string> = {
  none: 'nothing in the index changes',
  auto: 'this merges by itself',
  review: 'a maintainer has to look at this',
  refused: 'this cannot be merged as it is; its author has to change it',
}

const COLOURS: Record<Lane, 'green' | 'yellow' | 'red' | 'dim'> = {
  none: 'dim',
  auto: 'green',
  review: 'yellow',
  refused: 'red',
}

/** A verdict for people in a terminal: the lane first, then what decides it. */
export function formatVerdict(verdict: Verdict, paint: Paint): string {
  const { lane, decisions, changes, unlisted, findings, skipped, packages } = verdict
  const sections = [
    [`${paint('bold', paint(COLOURS[lane], lane))}: ${MEANINGS[lane]}`],
    decisions.map((decision) => formatDecision(decision, paint)),
    ...changes.map((change) => formatChange(change, paint)),
    unlisted > 0 ? [`and ${unlisted} more files`] : [],
    ...packages.map((one) => formatPackage(one, paint)),
    findings.length > 0 ? [formatFindings(findings, () => null, paint).trimEnd()] : [],
    formatSkipped(skipped, paint),
  ]
  const shown = sections.filter((lines) => lines.length > 0)
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function formatChange(change: Change, paint: Paint): string[] {
  const { file, kind, from, fields, decisions } = change
  const origin = from === null ? '' : ` from ${printable(from)}`
  const named = fields.length > 0 ? `: ${printable(fields.join(', '))}` : ''
  return [
    `${paint('bold', printable(file))} ${kind}${origin}${named}`,
    ...decisions.map((decision) => formatDecision(decision, paint)),
  ]
}

function formatDecision({ row, lane, reason }: Decision, paint: Paint): string {
  return `  ${paint(COLOURS[lane], lane)} ${printable(reason)} ${paint('dim', `[${row}]`)}`
}

function formatPackage({ name, before, after, nearNames, artifact }: JudgedPackage, paint: Paint) {
  const lines: string[] = []
  if (nearNames.length > 0) lines.push(`  nearest names: ${nearNames.join(', ')}`)
  if (artifact) {
    const { digest, signedBy, comparison, comparedWith } = artifact
    lines.push(
      `  digest     ${digest ?? 'none'}`,
      `  signature  ${signedBy ? `matched ${printable(signedBy)}` : 'not matched'}`,
    )
    const changes = comparison ? describeComparison(comparison) : []
    if (comparison && changes.length === 0) lines.push(`  contents   as in ${comparedWith}`)
    lines.push(...changes.map((change) => `  ${printable(change)}`))
  }
  if (lines.length === 0) return []
  const versions = [before, after].filter((version) => version !== null).map(printable)
  return [`${paint('bold', printable(name))} ${versions.join(' → ')}`, ...lines]
}

function formatSkipped(skipped: readonly Skipped[], paint: Paint): string[] {
  const byFile = Map.groupBy(skipped, ({ file }) => file)
  return [...byFile].map(([file, [first, ...more]]) => {
    const checks = [first, ...more].map((one) => one?.check).join(', ')
    return `${paint('yellow', 'taken as passed')} ${printable(file)}: ${checks}; ${first?.why}`
  })
}
