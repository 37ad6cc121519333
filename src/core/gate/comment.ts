import type { Finding } from '../finding.ts'
import { describePackage } from './comment-package.ts'
import { code, prose } from './markdown-text.ts'
import { branchReasons, changeReasons, KIND_WORDS } from './reasons.ts'
import type { Change, Decision, Lane, Skipped, Verdict } from './verdict.ts'

/** GitHub takes no more in a comment, a summary of a check or its text. */
export const MOST_CHARACTERS = 65_536

const MOST_LISTED = 30
const MOST_PACKAGES = 10
/** Of one list, so that no stranger's text pushes out what follows it. */
const LONGEST_LIST = 10_000

const TITLES: Record<Lane, string> = {
  auto: '✅ This merges by itself',
  review: '👀 A maintainer has to look at this',
  refused: '⛔ This cannot be merged as it is',
  none: '✅ Nothing of the index is changed',
}

const WHO_ACTS: Record<Lane, string> = {
  auto: 'Nobody has to do anything: it is judged once more against the newest state, and merged.',
  review: 'The author has nothing to do: a maintainer decides. A new push is judged anew.',
  refused: 'The author has to act: mend what is listed below and push again.',
  none: 'The gate has nothing to say about it.',
}

/** The first line of every comment of the gate, by which it finds its own again. */
export const MARKER = '<!-- packages-index: gate -->'

/** The verdict in one line: the title of the check, and of the comment. */
export function verdictTitle({ lane }: Pick<Verdict, 'lane'>): string {
  return TITLES[lane]
}

/**
 * The verdict for people, as Markdown for a comment on GitHub and for a job's summary: what comes
 * of it first, then what blocks and who must act, what changes in a cluster, and the rest folded.
 *
 * @param siteUrl where the index is published, ending in `/`, for links to rules
 */
export function renderComment(verdict: Verdict, siteUrl: string): string {
  const sections = [
    `${MARKER}\n### ${TITLES[verdict.lane]}`,
    WHO_ACTS[verdict.lane],
    listErrors(verdict.findings, siteUrl),
    listReasons(verdict, siteUrl),
    ...verdict.packages.slice(0, MOST_PACKAGES).map(describePackage),
    listWarnings(verdict.findings, siteUrl),
    listSkipped(verdict.skipped),
    footer(verdict, siteUrl),
  ]
  return shorten(sections.filter((section) => section !== null))
}

/** The comment where nothing could be judged: a registry does not answer, or the gate is at fault. */
export function renderUnjudged(head: string): string {
  return [
    `${MARKER}\n### ⏳ The gate could not look at this yet`,
    'Nobody has to do anything: a registry did not answer, or the gate itself is at fault. It is tried again every hour; its maintainers see the failed run.',
    `<sub>At ${code(head.slice(0, 12))}.</sub>`,
  ].join('\n\n')
}

function listErrors(findings: readonly Finding[], siteUrl: string): string | null {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return null
  return `**What blocks**\n\n${list(errors, (finding) => describeFinding(finding, siteUrl))}`
}

function listWarnings(findings: readonly Finding[], siteUrl: string): string | null {
  const rest = findings.filter(({ severity }) => severity !== 'error')
  if (rest.length === 0) return null
  const title =
    rest.length === 1 ? '1 remark that does not block' : `${rest.length} remarks that do not block`
  const remarks = list(rest, (finding) => describeFinding(finding, siteUrl))
  return `<details><summary>${title}</summary>\n\n${remarks}\n\n</details>`
}

function describeFinding({ rule, file, line, message, fix }: Finding, siteUrl: string): string {
  const where = code(line === null ? file : `${file}:${line}`)
  const page = `${siteUrl}rules/${urlPart(rule)}/`
  const remedy = fix ? ` ${prose(sentence(fix))}` : ''
  return `${where} ${prose(sentence(message))}${remedy} ([${prose(rule)}](${page}))`
}

/** Why it is in its lane: what put it there, and nothing milder. */
function listReasons(verdict: Verdict, siteUrl: string): string | null {
  const { lane, unlisted } = verdict
  const because = ({ row, reason }: Decision) =>
    `${prose(sentence(reason))} ([lanes](${siteUrl}rules/lanes/#${urlPart(row)}))`
  const whole = branchReasons(verdict).filter((one) => one.lane === lane)
  const single = changeReasons(verdict).flatMap(({ changes, decisions }) =>
    decisions
      .filter((one) => one.lane === lane)
      .map((one) => `${describeChanges(changes)} ${because(one)}`),
  )
  const reasons = [...whole.map(because), ...single]
  if (reasons.length === 0) return null
  const rest = unlisted > 0 ? `\n- and ${unlisted} more files` : ''
  return `**Why**\n\n${list(reasons, (reason) => reason)}${rest}`
}

const MOST_FILES = 3

function describeChanges(changes: readonly Change[]): string {
  const more = changes.length > MOST_FILES + 1 ? changes.length - MOST_FILES : 0
  const shown = changes.slice(0, changes.length - more).map(describeChange)
  return `${shown.join('; ')}${more > 0 ? ` and ${more} more like these` : ''}.`
}

function describeChange({ file, kind, from, fields }: Change): string {
  const origin = from === null ? '' : ` from ${code(from)}`
  const what = fields.length > 0 ? `: ${fields.map((field) => code(field)).join(', ')}` : ''
  const word = KIND_WORDS[kind]
  return `${code(file)}${word === '' ? '' : ` ${word}`}${origin}${what}`
}

function listSkipped(skipped: readonly Skipped[]): string | null {
  if (skipped.length === 0) return null
  const describe = ({ check, file, why }: Skipped) =>
    `${check} of ${code(file)}: ${prose(sentence(why))}`
  return `**Taken as passed, without being looked at**\n\n${list(skipped, describe)}`
}

function footer({ head, base }: Verdict, siteUrl: string): string {
  const command = `npm run gate -- --base ${base.slice(0, 12)} --head ${head.slice(0, 12)}`
  return `<sub>Judged ${code(head.slice(0, 12))} against ${code(base.slice(0, 12))}. The same on your machine: ${code(command)}. [All rules](${siteUrl}rules/)</sub>`
}

function list<T>(all: readonly T[], describe: (one: T) => string): string {
  const lines: string[] = []
  let length = 0
  for (const one of all.slice(0, MOST_LISTED)) {
    const line = `- ${describe(one)}`
    length += line.length
    if (length > LONGEST_LIST) break
    lines.push(line)
  }
  if (all.length > lines.length) lines.push(`- and ${all.length - lines.length} more`)
  return lines.join('\n')
}

/** As encodeURIComponent has it, and without what could end a link in Markdown. */
function urlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** Leaves out whole sections from the end: half of one could be read as something else. */
function shorten(sections: readonly string[]): string {
  const note = 'There is more than a comment holds: the job’s log has the rest.'
  const kept = [...sections]
  const joined = () => kept.join('\n\n')
  if (joined().length <= MOST_CHARACTERS) return joined()
  kept.push(note)
  while (joined().length > MOST_CHARACTERS && kept.length > 2) kept.splice(-2, 1)
  return joined()
}
