import { describeComparison } from '../describe-comparison.ts'
import type { Finding, Severity } from '../finding.ts'
import { printable } from '../printable.ts'
import { formatFindings, type Paint } from '../report.ts'
import { branchReasons, changeReasons, KIND_WORDS, type Reasons } from './reasons.ts'
import type {
  Change,
  Decision,
  JudgedArtifact,
  JudgedPackage,
  Lane,
  Skipped,
  Verdict,
} from './verdict.ts'

const MEANINGS: Record<Lane, string> = {
  none: 'nothing in the index changes',
  auto: 'this merges by itself',
  review: 'a maintainer has to look at this; its author has nothing to do',
  refused: 'this cannot be merged as it is; its author has to change it',
}

const COLOURS: Record<Lane, 'green' | 'yellow' | 'red' | 'dim'> = {
  none: 'dim',
  auto: 'green',
  review: 'yellow',
  refused: 'red',
}

/** A verdict for people in a terminal: the lane first, then what blocks, then what else decides it. */
export function formatVerdict(verdict: Verdict, paint: Paint): string {
  const { lane, unlisted, findings, skipped, packages } = verdict
  const hasPassed = lane === 'auto' && skipped.length > 0
  const meaning = hasPassed ? `${MEANINGS.auto}, if what is taken as passed holds` : MEANINGS[lane]
  const sections = [
    [`${paint('bold', paint(COLOURS[lane], lane))}: ${meaning}`],
    branchReasons(verdict).map((decision) => formatDecision(decision, paint)),
    ...formatSome(findings, (severity) => severity === 'error', paint),
    ...changeReasons(verdict).map((reasons) => formatReasons(reasons, paint)),
    unlisted > 0 ? [`and ${unlisted} more files`] : [],
    ...packages.map((one) => formatPackage(one, paint)),
    ...formatSome(findings, (severity) => severity !== 'error', paint),
    formatSkipped(skipped, paint),
  ]
  const shown = sections.filter((lines) => lines.length > 0)
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function formatSome(
  findings: readonly Finding[],
  isWanted: (severity: Severity) => boolean,
  paint: Paint,
): string[][] {
  const some = findings.filter(({ severity }) => isWanted(severity))
  return some.length > 0 ? [[formatFindings(some, () => null, paint).trimEnd()]] : []
}

const MOST_FILES = 3

/** Of more files than these, of which the same is to be said, the number is enough. */
function formatReasons({ changes, decisions }: Reasons, paint: Paint): string[] {
  const more = changes.length > MOST_FILES + 1 ? changes.length - MOST_FILES : 0
  return [
    ...changes.slice(0, changes.length - more).map((change) => formatChange(change, paint)),
    ...(more > 0 ? [`and ${more} more like these`] : []),
    ...decisions.map((decision) => formatDecision(decision, paint)),
  ]
}

function formatChange({ file, kind, from, fields }: Change, paint: Paint): string {
  const origin = from === null ? '' : ` from ${printable(from)}`
  const named = fields.length > 0 ? `: ${printable(fields.join(', '))}` : ''
  const words = [paint('bold', printable(file)), KIND_WORDS[kind]].filter((word) => word !== '')
  return `${words.join(' ')}${origin}${named}`
}

function formatDecision({ row, lane, reason }: Decision, paint: Paint): string {
  return `  ${paint(COLOURS[lane], lane)} ${printable(reason)} ${paint('dim', `[${row}]`)}`
}

function formatPackage({ name, before, after, nearNames, artifact }: JudgedPackage, paint: Paint) {
  const lines: string[] = []
  if (nearNames.length > 0) lines.push(`  nearest names: ${nearNames.join(', ')}`)
  if (artifact) {
    const { digest, signedBy, comparison, comparedWith, contents } = artifact
    lines.push(
      `  digest     ${digest ?? 'none'}`,
      `  signature  ${signedBy ? `matched ${printable(signedBy)}` : 'not matched'}`,
    )
    const changes = comparison ? describeComparison(comparison) : []
    if (contents && !comparison) lines.push(...formatContents(contents))
    if (comparison && changes.length === 0) lines.push(`  contents   as in ${comparedWith}`)
    lines.push(...changes.map((change) => `  ${printable(change)}`))
  }
  if (lines.length === 0) return []
  const versions = [before, after].filter((version) => version !== null).map(printable)
  return [`${paint('bold', printable(name))} ${versions.join(' → ')}`, ...lines]
}

/** With nothing to compare it with, all that it brings is new. */
function formatContents(contents: NonNullable<JudgedArtifact['contents']>): string[] {
  const rows: [string, readonly string[]][] = [
    ['PackageSources', contents.packageSources],
    ['applications', contents.applications],
    ['privileged', contents.privileged],
    ['namespaces', contents.namespaces],
    ['dependencies', contents.dependencies],
  ]
  return rows.map(
    ([noun, names]) => `  brings     ${noun}: ${printable(names.join(', ')) || 'none'}`,
  )
}

function formatSkipped(skipped: readonly Skipped[], paint: Paint): string[] {
  const byFile = Map.groupBy(skipped, ({ file }) => file)
  return [...byFile].map(([file, [first, ...more]]) => {
    const checks = [first, ...more].map((one) => one?.check).join(', ')
    return `${paint('yellow', 'taken as passed')} ${printable(file)}: ${checks}; ${first?.why}`
  })
}
