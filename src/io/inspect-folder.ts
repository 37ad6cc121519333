import { existsSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ContentsContext } from '../core/contents/read-contents.ts'
import type { Finding } from '../core/finding.ts'
import type { Contents } from '../core/schemas/release.ts'
import { readArchive } from './archive/archive.ts'
import { inspectFiles } from './inspect-artifact.ts'
import {
  type ArtifactMetadata,
  type PackedArtifact,
  packArtifact,
} from './registry/flux-artifact.ts'

export interface InspectedFolder {
  /** The folder whose content is the root of the artifact. */
  root: string
  /** What a push would send. */
  packed: PackedArtifact
  /** Null where the archive would not be read. */
  contents: Contents | null
  findings: Finding[]
  /** The text of a file by the name in its findings, or null where there is none. */
  sourceOf(file: string): string | null
}

/**
 * Packs a folder as a push would, and looks into that: what is judged is what would be sent.
 *
 * @param dir a repository with a `packages` folder, or that folder
 * @throws where it is no folder, or cannot be read
 */
export async function inspectFolder(
  dir: string,
  metadata: ArtifactMetadata,
  services: ContentsContext & { helm: string | null },
): Promise<InspectedFolder> {
  const root = artifactRoot(dir)
  const packed = packArtifact(root, metadata)
  const { artifact, findings } = await readArchive(packed.layer.bytes)
  if (!artifact) return { root, packed, contents: null, findings, sourceOf: () => null }
  // The archive has no links; a chart may need what they point at.
  const links = packed.leftOut
    .filter(({ reason }) => reason === 'link')
    .map(({ path }) => [path, readlinkSync(join(root, path))] as const)
  const read = await inspectFiles({ ...artifact, links: new Map(links) }, services)
  const decoder = new TextDecoder()
  return {
    root,
    packed,
    contents: read.contents,
    findings: [...findings, ...read.findings],
    sourceOf(file) {
      const bytes = artifact.files.get(file)
      return bytes ? decoder.decode(bytes) : null
    },
  }
}

/** As Flux is told with `--path=packages`: the content of that folder is the root. */
function artifactRoot(dir: string): string {
  if (!existsSync(dir)) throw new Error(`there is no folder ${dir}`)
  if (!statSync(dir).isDirectory()) throw new Error(`${dir} is a file, expected a folder`)
  const packages = join(dir, 'packages')
  const isRepository = existsSync(packages) && statSync(packages).isDirectory()
  return isRepository ? packages : dir
}
