import type { Artifact } from '../artifact.ts'

/** The folders of an artifact, and what paths in its manifests mean. */
export class ArtifactTree {
  readonly artifact: Artifact
  /** Where paths of manifests begin: `packages` in a source checkout, else empty. */
  readonly root: string
  private readonly folders = new Set<string>([''])

  constructor(artifact: Artifact) {
    this.artifact = artifact
    for (const path of artifact.files.keys()) this.addParents(path)
    for (const path of artifact.links.keys()) this.addParents(path)
    this.root = this.folders.has('packages') ? 'packages' : ''
  }

  private addParents(path: string): void {
    for (let folder = parentOf(path); !this.folders.has(folder); folder = parentOf(folder)) {
      this.folders.add(folder)
    }
  }

  /** Whether a path of a manifest is a link, and not a folder. */
  isLink(path: string): boolean {
    return this.artifact.links.has(joinPath(this.root, path))
  }

  hasFile(path: string): boolean {
    return this.artifact.files.has(path)
  }

  /**
   * The folder that a manifest means, or null where there is none.
   *
   * @param path as it stands in the manifest, inside the artifact
   * @param sourcePath the path of the PackageSource’s sourceRef
   */
  folderOf(path: string, sourcePath: string | null): string | null {
    const inside = normalizePath(path)
    if (inside === null) return null
    const bases = this.bases(sourcePath).map((base) => joinPath(base, inside))
    return bases.find((folder) => this.folders.has(folder)) ?? null
  }

  private bases(sourcePath: string | null): string[] {
    const below = normalizePath(sourcePath ?? '') ?? ''
    const bases = [joinPath(this.root, below), below].filter((base) => this.folders.has(base))
    return below === '' || bases.length === 0 ? [this.root] : bases
  }

  /** The nearest folder that holds the path and is a chart, or null. */
  chartOf(path: string): string | null {
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      if (this.hasFile(joinPath(folder, 'Chart.yaml'))) return folder
      if (folder === '') return null
    }
  }

  /** True for a file in one of the folders, at any depth. */
  isBelow(path: string, folders: ReadonlySet<string>): boolean {
    for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) {
      if (folders.has(folder)) return true
    }
    return folders.has('')
  }

  /** True for what Helm renders: the files below `templates/` of a chart. */
  isTemplate(path: string): boolean {
    return this.isInChartFolder(path, 'templates')
  }

  /** True for a file below that folder of the chart it belongs to. */
  isInChartFolder(path: string, name: string): boolean {
    const parts = path.split('/')
    return parts.some((part, at) => {
      const chart = parts.slice(0, at).join('/')
      return part === name && at < parts.length - 1 && this.hasFile(joinPath(chart, 'Chart.yaml'))
    })
  }
}

/** Leaves out empty parts and dots; null for a path that leads outside. */
export function normalizePath(path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? null : parts.join('/')
}

export function joinPath(folder: string, path: string): string {
  if (folder === '') return path
  return path === '' ? folder : `${folder}/${path}`
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
