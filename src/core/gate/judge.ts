import { checkIndex } from '../check-index.ts'
import { compareFindings, type Finding } from '../finding.ts'
import type { IndexFile } from '../index-file.ts'
import { type Index, parseIndex } from '../index-model.ts'
import { nearestNames } from '../names.ts'
import { brokenTrustFiles } from '../quarantine.ts'
import type { Entry } from '../schemas/entry.ts'
import {
  type ArtifactEvidence,
  decideArtifact,
  describeArtifact,
  expectedRecord,
} from './artifact-evidence.ts'
import { type Branch, packagesOf, pathInIndex, pathInRepository, sizeProblem } from './branch.ts'
import { artifactFindings, causedFindings, recordFindings } from './caused-findings.ts'
import { decideUnasked, entriesToInspect } from './changed-artifact.ts'
import { decide } from './lanes.ts'
import { nameOnBase } from './name-on-base.ts'
import { judgePath, type PathChange, passOver } from './path-change.ts'
import {
  type Change,
  type Decision,
  type JudgedPackage,
  LANES,
  type Skipped,
  SkippedSchema,
  strictest,
  type Verdict,
} from './verdict.ts'

/** All that a verdict is made of. The same question has the same answer, wherever it is asked. */
export interface Question {
  branch: Branch
  /** The numeric account that opened the pull request; null for a stranger. */
  author: string | null
  /** The files of both sides that the changes have to be compared with, relative to the index. */
  before: readonly IndexFile[]
  after: readonly IndexFile[]
  /** By package, what the registry gave; null where no registry was asked. */
  artifacts: ReadonlyMap<string, ArtifactEvidence> | null
  /** By `name@version`, the digest of an earlier verdict on the branch. */
  judged?: ReadonlyMap<string, string>
}

export interface Judgement {
  verdict: Verdict
  /** The entries whose artifact is to be inspected, and that are sound enough for it. */
  toInspect: Entry[]
}

/** Judges a branch: which lane it takes, and why. */
export function judge(question: Question): Judgement {
  const { branch, author } = question
  const obstacle = findObstacle(branch)
  if (obstacle) {
    const changes = branch.changes.map((change) => passOver(change, obstacle))
    return { verdict: conclude(question, [obstacle], changes, {}), toInspect: [] }
  }
  const before = parseIndex(question.before)
  const records = toRecords(question)
  const { index: after, findings } = checkIndex([...question.after, ...records.values()])
  const touchesIndex = branch.changes.some(({ path }) => pathInIndex(path) !== null)
  const around = { changes: branch.changes, touchesIndex, before, after, author }
  const changes = branch.changes.map((change) => judgePath(change, around))
  const touched = packagesOf(branch.changes)
  const asked = entriesToInspect(touched, before, after)
  const shown = collectFindings(question, after, findings, records)
  addArtifacts(changes, asked, question, { before, after })
  const decisions = [...distrust(before, branch), ...addFindings(changes, shown)]
  const failing = new Set(errorsOf(shown).map(({ file }) => file))
  const isSound = ({ name }: Entry) => !failing.has(entryFile(name))
  const sound = touched.filter((name) => !failing.has(entryFile(name)))
  addUnasked(changes, sound, question, { before, after })
  const verdict = conclude(question, decisions, changes, {
    findings: shown,
    skipped: asked.flatMap((entry) => skip(entry, question, isSound(entry))),
    packages: describePackages(question, before, after),
  })
  return { verdict, toInspect: asked.filter(isSound) }
}

/** What keeps a branch from being judged at all, or null. */
function findObstacle(branch: Branch): Decision | null {
  const { mergeBase, conflicts, changes } = branch
  if (mergeBase === null) {
    return decide(
      'conflict',
      'the branch shares no commit with base: start it from the main branch',
    )
  }
  if (conflicts !== null) {
    const some = conflicts.slice(0, 3).join(', ')
    const more = conflicts.length > 3 ? ` and ${conflicts.length - 3} more` : ''
    return decide(
      'conflict',
      `the branch does not merge with base: ${some}${more}. Rebase it onto the main branch.`,
    )
  }
  const problem = sizeProblem(changes)
  return problem === null ? null : decide('too-many-entries', problem)
}

function entryFile(name: string): string {
  return pathInRepository(`packages/${name}.yaml`)
}

function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error')
}

/** The records that the recorder would write after a merge, by package: rules judge them now. */
function toRecords({ artifacts, after }: Question): Map<string, IndexFile> {
  const records = new Map<string, IndexFile>()
  if (!artifacts) return records
  const merged = parseIndex(after)
  for (const [name, evidence] of artifacts) {
    const entry = merged.entries.get(name)?.value
    const record = entry ? expectedRecord(entry, evidence, merged) : null
    if (!record) continue
    const bytes = new TextEncoder().encode(JSON.stringify(record))
    const path = `releases/${name}/${record.version}.json`
    const file = { path, type: 'file', executable: false, size: bytes.length, bytes } as const
    records.set(name, { ...file, detail: null })
  }
  return records
}

/** What the branch causes in the index, and what was found in its artifacts. */
function collectFindings(
  { branch, before, artifacts }: Question,
  after: Index,
  findings: readonly Finding[],
  records: ReadonlyMap<string, IndexFile>,
): Finding[] {
  const paths = new Map([...records].map(([name, { path }]) => [path, name]))
  const ofRecords = findings.filter(({ file }) => paths.has(file))
  const clashes = new Set(ofRecords.map(({ rule }) => rule))
  const ofFiles = findings.filter(({ file, rule }) => !paths.has(file) && !clashes.has(rule))
  const ofArtifacts = [...after.entries].flatMap(([name, entry]) => [
    ...artifactFindings(artifacts?.get(name)?.findings ?? [], entry),
    ...recordFindings(
      ofRecords.filter(({ file }) => paths.get(file) === name),
      entry,
    ),
  ])
  return [...causedFindings(ofFiles, branch.changes, before), ...ofArtifacts].sort(compareFindings)
}

/** Where base itself cannot say who is trusted, nothing passes but what mends it. */
function distrust(before: Index, { changes }: Branch): Decision[] {
  const trust = before.files.filter(({ path }) => !path.includes('/'))
  const broken = brokenTrustFiles(before, checkIndex(trust).findings)
  const inside = changes.flatMap(({ path }) => pathInIndex(path) ?? [])
  if (inside.length === 0 || inside.every((path) => broken.includes(path))) return []
  return broken.map((path) =>
    decide('trust-unreadable', `${path} on base has errors: mend it in a pull request of its own`),
  )
}

/** Puts error findings on the changes that they are about; returns the rest, about the branch. */
function addFindings(changes: PathChange[], findings: readonly Finding[]): Decision[] {
  const byFile = Map.groupBy(errorsOf(findings), ({ file }) => file)
  const decisions: Decision[] = []
  for (const [file, [first, ...more]] of byFile) {
    const rest = more.length > 0 ? ` (and ${more.length} more)` : ''
    const change = changes.find((one) => one.file === file)
    const where = change ? '' : `${file}: `
    const decision = decide('finding', `${where}${first?.rule}: ${first?.message}${rest}`)
    if (change) change.decisions.push(decision)
    else decisions.push(decision)
  }
  return decisions
}

function addArtifacts(
  changes: PathChange[],
  asked: readonly Entry[],
  { artifacts, judged }: Question,
  { before, after }: { before: Index; after: Index },
): void {
  for (const entry of asked) {
    const evidence = artifacts?.get(entry.name)
    const change = changes.find(({ file }) => file === entryFile(entry.name))
    if (!evidence || !change) continue
    const earlier = judged?.get(`${entry.name}@${entry.version}`) ?? null
    const was = nameOnBase(entry.name, before, after)
    change.decisions.push(...decideArtifact(was, entry, evidence, before, earlier))
  }
}

/** What has an error of the branch's own is refused for it; the rest must not pass unseen. */
function addUnasked(
  changes: PathChange[],
  names: readonly string[],
  { artifacts }: Question,
  { before, after }: { before: Index; after: Index },
): void {
  for (const name of names) {
    const change = changes.find(({ file }) => file === entryFile(name))
    change?.decisions.push(...decideUnasked(name, before, after, artifacts))
  }
}

function skip(entry: Entry, { artifacts }: Question, isSound: boolean): Skipped[] {
  if (artifacts?.has(entry.name)) return []
  const why = isSound ? 'no registry was asked' : 'the entry has errors of its own'
  return SkippedSchema.shape.check.options.map((check) => ({
    check,
    file: entryFile(entry.name),
    why,
  }))
}

function describePackages(
  { branch, artifacts }: Question,
  before: Index,
  after: Index,
): JudgedPackage[] {
  const changed = new Set(branch.changes.map(({ path }) => path))
  const listed = after.files.flatMap(({ path }) => /^packages\/(.+)\.yaml$/.exec(path)?.[1] ?? [])
  return packagesOf(branch.changes)
    .filter((name) => changed.has(entryFile(name)))
    .map((name) => {
      const was = nameOnBase(name, before, after)
      const [old, young] = [before.entries.get(was)?.value, after.entries.get(name)?.value]
      const evidence = artifacts?.get(name)
      const isNew = !before.files.some(({ path }) => path === `packages/${name}.yaml`)
      const others = listed.filter((other) => other !== name)
      return {
        name,
        file: entryFile(name),
        before: old?.version ?? null,
        after: young?.version ?? null,
        nearNames: isNew ? nearestNames(name, others) : [],
        artifact: young && evidence ? describeArtifact(was, young, evidence, before) : null,
      }
    })
}

/** The verdict lists as many; all of them count. */
const MOST_LISTED = 300

function conclude(
  { branch, author }: Question,
  decisions: readonly Decision[],
  judged: readonly PathChange[],
  rest: Partial<Pick<Verdict, 'findings' | 'skipped' | 'packages'>>,
): Verdict {
  const changes = judged.map(finish)
  const { findings = [], skipped = [], packages = [] } = rest
  const { base, head, mergeBase } = branch
  return {
    lane: strictest([...decisions, ...changes].map(({ lane }) => lane)),
    decisions: byStrictness(decisions),
    changes: changes.slice(0, MOST_LISTED),
    unlisted: Math.max(0, changes.length - MOST_LISTED),
    findings,
    skipped,
    packages,
    author,
    base,
    head,
    mergeBase,
  }
}

function finish({ file, kind, from, fields, decisions }: PathChange): Change {
  const sorted = byStrictness(decisions)
  const [first] = sorted
  if (!first) throw new Error(`nothing was decided about ${file}`)
  return { file, kind, from, fields, lane: first.lane, reason: first.reason, decisions: sorted }
}

function byStrictness(decisions: readonly Decision[]): Decision[] {
  return [...decisions].sort((a, b) => LANES.indexOf(b.lane) - LANES.indexOf(a.lane))
}
