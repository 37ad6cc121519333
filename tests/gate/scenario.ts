import type { ArtifactEvidence } from '../../src/core/gate/artifact-evidence.ts'
import type { LaneRowId } from '../../src/core/gate/lanes.ts'
import type { Lane, Verdict } from '../../src/core/gate/verdict.ts'
import type { KnownOnBase } from '../../src/io/gather-evidence.ts'
import type { Files } from './fast-import.ts'

/** A pull request, and what must become of it. */
export interface Scenario {
  /** What it does, as a sentence. */
  title: string
  /** The branch's commits, from main. */
  commits: Files[]
  /** What main does after the branch was made. */
  meanwhile?: Files
  /** The branch ends in a merge of main, with these files. */
  mergedWith?: Files
  /** Another base than main, which these files make of it. */
  base?: Files
  author?: string
  /** What registries give for the packages that are asked about; without it, none is asked. */
  artifacts?: Record<string, ArtifactEvidence | ((known: KnownOnBase) => ArtifactEvidence)>
  /** By `name@version`, the digest of an earlier verdict. */
  judged?: Record<string, string>
  lane: Lane
  /** All rows of the lane table that decide, sorted. */
  rows: LaneRowId[]
  /** Rules that are broken, each once, sorted. */
  rules?: string[]
  /** More that must hold. */
  expect?: (verdict: Verdict) => void
}
