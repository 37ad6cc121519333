import { textAt } from '../document.ts'
import type { FileKind } from '../index-file.ts'
import type { Index } from '../index-model.ts'
import { readOciRef } from '../oci-ref.ts'
import { quote } from '../printable.ts'
import {
  isIndexTwin,
  pathInIndex,
  pathInRepository,
  placeInIndex,
  type TreeChange,
} from './branch.ts'
import { changedFields, decideEntry } from './entry-change.ts'
import { decide } from './lanes.ts'
import { changedStates, decideLifecycle } from './lifecycle-change.ts'
import { nameOnBase } from './name-on-base.ts'
import { decideRemoval } from './removal.ts'
import type { Change, Decision } from './verdict.ts'

/** What every path of a branch is judged against. */
export interface Surroundings {
  changes: readonly TreeChange[]
  touchesIndex: boolean
  before: Index
  after: Index
  author: string | null
}

/** What a changed path is and what the lane table says of it, findings and artifacts apart. */
export type PathChange = Pick<Change, 'file' | 'kind' | 'from' | 'fields' | 'decisions'>

/** Describes and judges one changed path. */
export function judgePath(change: TreeChange, around: Surroundings): PathChange {
  const from = renamedFrom(change, around)
  const fields = fieldsOf(change, around)
  const decisions = [...decideByPlace(change, fields, around), ...decideByMode(change)]
  return { file: change.path, kind: kindOf(change, from), from, fields, decisions }
}

/** Describes a changed path that nobody looks into, for a reason that is the branch's. */
export function passOver(change: TreeChange, decision: Decision): PathChange {
  const decisions = [decision, ...decideByMode(change)]
  return { file: change.path, kind: kindOf(change, null), from: null, fields: [], decisions }
}

function kindOf(change: TreeChange, from: string | null): Change['kind'] {
  if (!placeInIndex(change.path)) return 'foreign'
  if (!change.before) return from === null ? 'added' : 'renamed'
  if (!change.after) return 'deleted'
  return change.before.mode === change.after.mode ? 'modified' : 'mode'
}

function decideByPlace(
  change: TreeChange,
  fields: readonly string[],
  around: Surroundings,
): Decision[] {
  const { path, before, after } = change
  if (pathInIndex(path) === null) return [decideOutside(path, around)]
  const place = placeInIndex(path)
  if (!place) {
    const name = quote(path, 200)
    return after
      ? [decide('not-a-place', `the index has no place for ${name}`)]
      : [decide('not-a-place-removed', `${name} goes, for which the index has no place`)]
  }
  const name = place.name ?? ''
  const decisions: Record<FileKind, () => Decision[]> = {
    entry: () => decideEntryFile(name, change, fields, around),
    overview: () => [
      decide(
        'overview',
        `the overview of ${name} ${before ? (after ? 'changes' : 'goes') : 'is new'}`,
      ),
    ],
    release: () => [decide('recorder-only', 'only the recorder writes below releases/')],
    icon: () => [decide('recorder-only', 'only the recorder writes below icons/')],
    policy: () => decidePolicy(around),
    lifecycle: () => decideLifecycle(around.changes, fields, around.before, around.after),
  }
  return decisions[place.kind]()
}

function decideOutside(path: string, { touchesIndex }: Surroundings): Decision {
  if (isIndexTwin(path)) {
    return decide('index-twin', `${quote(path, 200)} is index/ to file systems that fold names`)
  }
  return touchesIndex
    ? decide(
        'outside-with-index',
        'it is outside index/ and changes together with something inside. Open one pull request for each.',
      )
    : decide('outside', 'it is outside index/: nothing for the gate to judge')
}

function decideEntryFile(
  name: string,
  change: TreeChange,
  fields: readonly string[],
  around: Surroundings,
): Decision[] {
  const { before, after, author } = around
  if (!change.after) return [decideRemoval(name, before, after)]
  if (!change.before) return decideNewFile(name, fields, around)
  const entry = after.entries.get(name)
  const old = before.entries.get(name)
  // A link or a file too large on either side: rules refuse it after, and before it says nothing.
  if (!old || !entry) return [decide('entry-unreadable', `${name} could not be read on both sides`)]
  return decideEntry(old, entry, fields, { name, base: before, author })
}

/** A new name is one to be trusted; a package that had another is compared with that as well. */
function decideNewFile(
  name: string,
  fields: readonly string[],
  { before, after, author }: Surroundings,
): Decision[] {
  const entry = after.entries.get(name)
  const ref = readOciRef(entry ? textAt(entry, 'ociRef') : null)
  const origin = ref ? `, from ${ref.host}/${ref.path.join('/')}` : ''
  const was = nameOnBase(name, before, after)
  const old = before.entries.get(was)
  if (was === name || !old || !entry) return [decide('entry-new', `${name} is new${origin}`)]
  return [
    decide('entry-new', `${name} is the new name of ${was}${origin}`),
    ...decideEntry(old, entry, fields, { name: was, base: before, author }),
  ]
}

function decidePolicy({ changes }: Surroundings): Decision[] {
  const isPolicy = ({ path }: TreeChange) => path === pathInRepository('policy.yaml')
  const others = changes.filter((change) => !isPolicy(change))
  const isGone = changes.some((change) => isPolicy(change) && !change.after)
  const alone = decide(
    'policy',
    isGone ? 'policy.yaml goes, and built-in defaults take its place' : 'policy.yaml changes',
  )
  if (others.length === 0) return [alone]
  const some = others.slice(0, 3).map(({ path }) => path)
  return [
    decide(
      'policy-with-others',
      `it changes together with ${some.join(', ')}. Open one pull request for each.`,
    ),
    alone,
  ]
}

const REGULAR = '100644'
const MODES: Record<string, string> = {
  '100755': 'an executable file',
  '120000': 'a symbolic link',
  '160000': 'a submodule',
}

function decideByMode({ path, after }: TreeChange): Decision[] {
  if (!after || after.mode === REGULAR || pathInIndex(path) === null) return []
  return [
    decide(
      'not-regular',
      `${MODES[after.mode] ?? `a file of mode ${after.mode}`}, expected a regular file of mode 0644`,
    ),
  ]
}

function fieldsOf({ path, before, after }: TreeChange, around: Surroundings): string[] {
  const place = placeInIndex(path)
  if (place?.kind === 'lifecycle') return changedStates(around.before, around.after)
  if (!after || !place?.name) return []
  const documents = place.kind === 'entry' ? 'entries' : 'overviews'
  const was = before ? place.name : nameOnBase(place.name, around.before, around.after)
  const [old, young] = [around.before[documents].get(was), around.after[documents].get(place.name)]
  return old && young ? changedFields(old, young) : []
}

/** The deleted path that an added one takes over: by tombstone, by content, or by its repository. */
function renamedFrom(change: TreeChange, { changes, before, after }: Surroundings): string | null {
  const place = placeInIndex(change.path)
  if (change.before || !change.after || !place) return null
  const refOf = (index: Index, name: string | null) => {
    const entry = index.entries.get(name ?? '')
    return place.kind === 'entry' && entry ? textAt(entry, 'ociRef') : null
  }
  const ref = refOf(after, place.name)
  const gone = changes.filter(
    (other) => !other.after && placeInIndex(other.path)?.kind === place.kind,
  )
  const source = gone.find((other) => {
    const name = placeInIndex(other.path)?.name ?? ''
    const state = after.lifecycle[name]
    if (state?.state === 'renamed' && state.to === place.name) return true
    return other.before?.id === change.after?.id || (ref !== null && refOf(before, name) === ref)
  })
  return source?.path ?? null
}
