import type { ArtifactEvidence } from '../core/gate/artifact-evidence.ts'
import { claimsOfArtifact } from '../core/gate/artifact-evidence.ts'
import type { Branch } from '../core/gate/branch.ts'
import { sizeProblem } from '../core/gate/branch.ts'
import { type Judgement, judge, type Question } from '../core/gate/judge.ts'
import { nameOnBase } from '../core/gate/name-on-base.ts'
import { asJson, type Needs, needsOf } from '../core/gate/needs.ts'
import type { Verdict } from '../core/gate/verdict.ts'
import type { IndexFile } from '../core/index-file.ts'
import { parseIndex } from '../core/index-model.ts'
import { knownSources } from '../core/known-sources.ts'
import { recordedReleases } from '../core/recorded-releases.ts'
import type { Entry } from '../core/schemas/entry.ts'
import { BranchSides } from './branch-sides.ts'
import type { KnownOnBase } from './gather-evidence.ts'
import { GitObjects } from './git-objects.ts'

export interface GateRequest {
  repo: string
  base: string
  head: string
  author: string | null
  judged?: ReadonlyMap<string, string>
  /** Asks a registry about an entry, by what base records and trusts; null to judge offline. */
  gather: ((entry: Entry, known: KnownOnBase) => Promise<ArtifactEvidence>) | null
}

const NOTHING_MORE: Needs = {
  entries: false,
  records: false,
  packages: [],
  names: [],
  texts: [],
}

/**
 * Judges a branch of a repository: reads what its changes have to be compared with, asks the
 * registries where that is wanted, and leaves the rest to the judge.
 *
 * @throws where there is no such revision, only a part of the history, or a registry is silent
 */
export async function judgeBranch(request: GateRequest): Promise<Verdict> {
  const { author, judged, gather } = request
  const git = new GitObjects(request.repo)
  const { merged, ...branch } = git.compare(git.resolve(request.base), git.resolve(request.head))
  const ask = (part: Pick<Question, 'before' | 'after' | 'artifacts'>): Judgement =>
    judge({ branch, author, ...(judged ? { judged } : {}), ...part })
  if (merged === null || sizeProblem(branch.changes) !== null) {
    return ask({ before: [], after: [], artifacts: null }).verdict
  }
  const reader = new BranchSides(git, branch, merged)
  const needs = firstNeeds(branch, reader)
  const sides = reader.read(needs)
  const offline = ask({ ...sides, artifacts: null })
  if (!gather || offline.toInspect.length === 0) return offline.verdict
  const [base, after] = [parseIndex(sides.before), parseIndex(sides.after)]
  const artifacts = new Map<string, ArtifactEvidence>()
  for (const entry of offline.toInspect) {
    const name = nameOnBase(entry.name, base, after)
    const known: KnownOnBase = {
      policy: base.policy,
      releases: recordedReleases(name, base),
      findSources: (sources) => knownSources(parseIndex(readHolders(reader, sources)))(name),
    }
    artifacts.set(entry.name, await gather(entry, known))
  }
  const claims = [...artifacts].flatMap(([name, one]) => claimsOfArtifact(name, one, base))
  const texts = [...needs.texts, ...claims.map(asJson)]
  return ask({ ...reader.read({ ...needs, texts }), artifacts }).verdict
}

/** The packages of base whose records name one of these, and nothing of the others. */
function readHolders(reader: BranchSides, names: readonly string[]): IndexFile[] {
  return reader.read({ ...NOTHING_MORE, texts: names.map(asJson) }).before
}

function firstNeeds(branch: Branch, reader: BranchSides): Needs {
  const { before, after } = reader.read(NOTHING_MORE)
  return needsOf(branch, parseIndex(before), parseIndex(after))
}
