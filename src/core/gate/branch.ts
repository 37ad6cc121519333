import { type Place, placeOf } from '../index-file.ts'

/** One side of a changed path, as a git tree names it. */
export interface TreeSide {
  /** `100644` and `100755` are files, `120000` is a link, `160000` a submodule. */
  mode: string
  /** The object's id. */
  id: string
}

/** A path that a merge of the branch changes on base. */
export interface TreeChange {
  path: string
  before: TreeSide | null
  after: TreeSide | null
}

/** What a branch would do to base. */
export interface Branch {
  base: string
  head: string
  mergeBase: string | null
  /** Base and merged result compared: what base did in the meantime is in both, and not here. */
  changes: readonly TreeChange[]
  /** Paths that git cannot merge; null where it can merge all. */
  conflicts: readonly string[] | null
}

/** The folder of the repository that holds the index. */
export const INDEX_FOLDER = 'index'

/** A path of the repository relative to the index, `''` for the folder itself; null outside of it. */
export function pathInIndex(path: string): string | null {
  if (path === INDEX_FOLDER) return ''
  return path.startsWith(`${INDEX_FOLDER}/`) ? path.slice(INDEX_FOLDER.length + 1) : null
}

/** A path of the index as a path of the repository. */
export function pathInRepository(path: string): string {
  return `${INDEX_FOLDER}/${path}`
}

/** What a changed path is for; null outside the index, and where the index has no place for it. */
export function placeInIndex(path: string): Place | null {
  const inside = pathInIndex(path)
  return inside === null ? null : placeOf(inside)
}

/** Whether a path outside the index is the index on a file system that folds names. */
export function isIndexTwin(path: string): boolean {
  if (pathInIndex(path) !== null) return false
  const [first = ''] = path.split(/[/\\]/)
  const folded = first
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
    .toLowerCase()
  return folded === INDEX_FOLDER
}

const MOST_PACKAGES = 10
const MOST_FILES = 100

/** The packages whose entry or overview changes, in the order of the paths. */
export function packagesOf(changes: readonly TreeChange[]): string[] {
  const names = changes.flatMap(({ path }) => {
    const place = placeInIndex(path)
    return place?.name && place.kind !== 'release' ? [place.name] : []
  })
  return [...new Set(names)]
}

/** Says why a branch changes too much of the index to be read by anybody, or null. */
export function sizeProblem(changes: readonly TreeChange[]): string | null {
  const packages = packagesOf(changes).length
  if (packages > MOST_PACKAGES) {
    return `it changes ${packages} packages, and at most ${MOST_PACKAGES} are judged at once: split it`
  }
  const files = changes.filter(({ path }) => pathInIndex(path) !== null).length
  return files > MOST_FILES
    ? `it changes ${files} files of the index, and at most ${MOST_FILES} are judged at once: split it`
    : null
}
