import { quote } from '../printable.ts'
import { type ArtifactTree, joinPath, normalizePath } from './artifact-tree.ts'
import type { Charts } from './charts.ts'
import type { FindingList } from './finding-list.ts'
import type { Manifest } from './manifests.ts'

/** The artifact around a PackageSource. */
export interface Surroundings {
  tree: ArtifactTree
  charts: Charts
  findings: FindingList
}

export interface SourceContext extends Surroundings {
  manifest: Manifest
  sourcePath: string | null
}

const PATH_CODES = {
  library: { path: 'lib-path', missing: 'lib-missing' },
  component: { path: 'comp-path', missing: 'comp-missing' },
} as const

/** The folder of the chart that a path means; null, with a finding, where there is no chart. */
export function findChart(
  path: string,
  pointer: string,
  noun: 'library' | 'component',
  { manifest, tree, findings, sourcePath }: SourceContext,
): string | null {
  const codes = PATH_CODES[noun]
  const place = manifest.at(pointer)
  const inside = normalizePath(path)
  if (path === '' || inside === null) {
    const message = `expected the path of a folder inside the artifact, found ${quote(path)}`
    findings.add(codes.path, place, message, 'Write it from the root of the artifact.')
    return null
  }
  const folder = tree.folderOf(inside, sourcePath)
  if (folder === null) {
    const why = tree.isLink(inside) ? ', only a symbolic link, which readers drop' : ''
    const message = `there is no folder ${quote(inside)} in the artifact${why}`
    findings.add(codes.missing, place, message, 'Add the chart, or correct the path.')
    return null
  }
  if (tree.hasFile(joinPath(folder, 'Chart.yaml'))) return folder
  const message = `the folder ${quote(inside)} has no Chart.yaml`
  findings.add('chart-yaml', place, message, 'Add one, or correct the path.')
  return null
}
