import type { LaneRowId } from './lanes.ts'
import type { Change, Decision, Verdict } from './verdict.ts'

/** Changes about which the same is decided. */
export interface Reasons {
  changes: Change[]
  decisions: Decision[]
}

/** What becomes of a file, for people; a foreign one needs no word, because its reason has them. */
export const KIND_WORDS: Record<Change['kind'], string> = {
  added: 'added',
  modified: 'modified',
  deleted: 'deleted',
  renamed: 'renamed',
  mode: 'mode changed',
  foreign: '',
}

const FINDING: LaneRowId = 'finding'

/** What is decided about the branch as a whole, without what its findings say themselves. */
export function branchReasons({ decisions }: Pick<Verdict, 'decisions'>): Decision[] {
  return decisions.filter(({ row }) => row !== FINDING)
}

/**
 * What is decided about single changes, in their order: said once for all that have it in common,
 * and left out where it is said of the whole branch, or by a finding.
 */
export function changeReasons({ decisions, changes }: Verdict): Reasons[] {
  const said = new Set(decisions.map(keyOf))
  const groups = new Map<string, Reasons>()
  for (const change of changes) {
    const own = change.decisions.filter((one) => one.row !== FINDING && !said.has(keyOf(one)))
    const key = JSON.stringify(own.map(keyOf))
    const group = groups.get(key)
    if (group) group.changes.push(change)
    else groups.set(key, { changes: [change], decisions: own })
  }
  return [...groups.values()]
}

function keyOf({ row, reason }: Decision): string {
  return JSON.stringify([row, reason])
}
