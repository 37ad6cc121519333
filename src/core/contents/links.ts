import { quote } from '../printable.ts'
import { type ArtifactTree, joinPath } from './artifact-tree.ts'
import { type FindingList, wholeFile } from './finding-list.ts'

/** A chart as it is used: with the libraries that the platform copies into `charts/`. */
export interface ChartUse {
  folder: string
  /** The component or library, for a message. */
  user: string
  libraries: readonly string[]
}

/** Nobody ships more; each is compared with each use of a chart. */
const MAX_LINKS = 1_000

/** Reports links inside charts, which vanish, unless a library is copied to where the link is. */
export function checkLinks(
  tree: ArtifactTree,
  uses: readonly ChartUse[],
  findings: FindingList,
): void {
  const links = [...tree.artifact.links].slice(0, MAX_LINKS)
  if (links.length === 0) return
  for (const { folder, user, libraries } of uses) {
    const copied = new Set(libraries.map((library) => joinPath(folder, `charts/${library}`)))
    const inside = folder === '' ? '' : `${folder}/`
    for (const [link, target] of links) {
      if (!link.startsWith(inside) || copied.has(link)) continue
      const message = `${user} ships this as a symbolic link to ${quote(target)}, which readers drop`
      const fix = /(^|\/)charts\/[^/]+$/.test(link)
        ? 'Declare it as a library of the variant and of the component.'
        : 'Ship a copy of the file.'
      findings.add('link-lost', wholeFile(link), message, fix)
    }
  }
}

/** Reports packed chart dependencies: whatever they bring is seen by nobody before it is installed. */
export function checkPacked(
  tree: ArtifactTree,
  charts: ReadonlySet<string>,
  findings: FindingList,
): boolean {
  const packed = [...tree.artifact.files.keys()].filter(
    (path) => /(^|\/)charts\/[^/]+\.(tgz|tar\.gz)$/.test(path) && tree.isBelow(path, charts),
  )
  for (const path of packed) {
    const message = 'a packed chart dependency is not looked into'
    findings.add(
      'chart-packed',
      wholeFile(path),
      message,
      'Ship it unpacked, as a folder in charts/.',
    )
  }
  return packed.length > 0
}
