import { namesEverHad } from '../core/current-name.ts'
import type { Branch, TreeSide } from '../core/gate/branch.ts'
import { INDEX_FOLDER, packagesOf, pathInIndex } from '../core/gate/branch.ts'
import type { Needs } from '../core/gate/needs.ts'
import { type IndexFile, placeOf, SIZE_LIMITS } from '../core/index-file.ts'
import { parseIndex } from '../core/index-model.ts'
import type { Lifecycle } from '../core/schemas/lifecycle.ts'
import type { GitObjects } from './git-objects.ts'

/** The two sides of a branch, as far as they were asked for; paths are relative to the index. */
export interface Sides {
  before: IndexFile[]
  after: IndexFile[]
}

/** Looking for more takes longer than reading all records. */
const MOST_TEXTS = 200

/** Reads base and merged result of a branch, each time as much as is needed. */
export class BranchSides {
  readonly #git: GitObjects
  readonly #merged: string
  readonly #before: ReadonlyMap<string, TreeSide>
  readonly #after: ReadonlyMap<string, TreeSide>
  readonly #changed: ReadonlySet<string>
  readonly #lifecycles: readonly Lifecycle[]
  readonly #packages: ReadonlySet<string>

  constructor(git: GitObjects, branch: Branch, merged: string) {
    this.#git = git
    this.#merged = merged
    this.#before = git.list(branch.base, INDEX_FOLDER)
    const after = new Map(this.#before)
    const changed = new Set<string>()
    for (const change of branch.changes) {
      const path = pathInIndex(change.path)
      if (path === null) continue
      changed.add(path)
      if (change.after) after.set(path, change.after)
      else after.delete(path)
    }
    this.#after = after
    this.#changed = changed
    this.#lifecycles = [this.#before, after].map((files) => this.#readLifecycle(files))
    this.#packages = this.#everyName(packagesOf(branch.changes))
  }

  #readLifecycle(files: ReadonlyMap<string, TreeSide>): Lifecycle {
    const path = 'lifecycle.yaml'
    const side = files.get(path)
    return side ? parseIndex(this.#describe([{ path, side, isRead: true }])).lifecycle : {}
  }

  /** The names that packages have or had on either side: records stay under the former ones. */
  #everyName(names: Iterable<string>): Set<string> {
    const all = [...names]
    return new Set(this.#lifecycles.flatMap((lifecycle) => [...namesEverHad(all, lifecycle)]))
  }

  /**
   * Reads the changed files, everything about their packages, policy and lifecycle, and what is
   * needed beside.
   */
  read({ entries, records, packages, names, texts }: Needs): Sides {
    const isMuch = texts.length > MOST_TEXTS
    const found = isMuch ? [] : this.#git.search(this.#merged, `${INDEX_FOLDER}/releases`, texts)
    const holders = found.flatMap((path) => placeOf(`releases/${path}`)?.name ?? [])
    const whole = this.#everyName([...packages, ...holders])
    const isWanted = (path: string): boolean => {
      const place = placeOf(path)
      if (this.#changed.has(path)) return true
      if (!place || place.kind === 'icon') return false
      if (!place.name || this.#packages.has(place.name)) return true
      if (place.kind === 'release') return records || isMuch || whole.has(place.name)
      return entries || isMuch || whole.has(place.name)
    }
    const present = new Set(names.map((name) => `packages/${name}.yaml`))
    const select = (files: ReadonlyMap<string, TreeSide>): Selected[] =>
      [...files].flatMap(([path, side]) => {
        const isRead = isWanted(path)
        return isRead || present.has(path) ? [{ path, side, isRead }] : []
      })
    const [before, after] = [select(this.#before), select(this.#after)]
    // Both at once: whatever is read starts processes.
    this.#git.read([...before, ...after].flatMap(toOrder))
    return { before: this.#describe(before), after: this.#describe(after) }
  }

  #describe(selected: readonly Selected[]): IndexFile[] {
    const blobs = this.#git.read(selected.flatMap(toOrder))
    return selected.map(({ path, side, isRead }) => {
      const blob = isRead ? blobs(side.id) : null
      return describe(path, side, blob?.size ?? null, blob?.bytes ?? null)
    })
  }
}

interface Selected {
  path: string
  side: TreeSide
  isRead: boolean
}

/** The target of a link, for a finding; longer ones are not shown. */
const LONGEST_LINK = 4096

function toOrder({ path, side, isRead }: Selected): { id: string; limit: number }[] {
  if (!isRead || side.mode === SUBMODULE) return []
  if (side.mode === LINK) return [{ id: side.id, limit: LONGEST_LINK }]
  const kind = placeOf(path)?.kind
  return [{ id: side.id, limit: kind ? SIZE_LIMITS[kind] : 0 }]
}

const LINK = '120000'
const SUBMODULE = '160000'
const EXECUTABLE = '100755'

function describe(
  path: string,
  { mode }: TreeSide,
  size: number | null,
  bytes: Uint8Array | null,
): IndexFile {
  const blank = { path, executable: false, size: null, bytes: null, detail: null }
  if (mode === SUBMODULE) return { ...blank, type: 'special', detail: 'a submodule' }
  if (mode === LINK) {
    return { ...blank, type: 'symlink', detail: bytes ? Buffer.from(bytes).toString() : null }
  }
  return { ...blank, type: 'file', executable: mode === EXECUTABLE, size, bytes }
}
