import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type TarItem, writeTar } from '../archive/tar-writer.ts'
import { digestOf } from './answers.ts'
import { CONFIG_TYPE, LAYER_TYPE, MANIFEST_TYPE } from './flux-manifest.ts'
import type { Repository } from './oci-registry.ts'

export interface Part {
  mediaType: string
  digest: string
  bytes: Uint8Array
}

/** An artifact as Flux builds it, ready to be pushed. */
export interface PackedArtifact {
  layer: Part
  config: Part
  manifest: Part
  /** The manifest's: what the artifact is known by. */
  digest: string
  /** The archive before compression. */
  tar: Uint8Array
  /** What is in the folder and not in the artifact. */
  leftOut: readonly LeftOut[]
}

export interface LeftOut {
  path: string
  reason: 'ignored' | 'link' | 'special'
}

export interface ArtifactMetadata {
  /** The Git repository it was built from. */
  source: string
  /** `<describe>:<sha>` */
  revision: string
  /** RFC 3339, in whole seconds; a fixed one makes the artifact reproducible. */
  created: string
}

/** What `flux push artifact` leaves out by default, by any part of a path. */
const IGNORED =
  /^(\.gitignore|\.gitmodules|\.gitattributes|.*\.(jpg|jpeg|gif|png|wmv|flv|tar\.gz|zip))$/s

/**
 * Builds the artifact of a folder as `flux push artifact` does: the archive and the config come
 * out byte for byte the same.
 *
 * @param dir the folder whose content becomes the root of the archive
 * @throws where the folder, or a file in it, cannot be read
 */
export function packArtifact(dir: string, metadata: ArtifactMetadata): PackedArtifact {
  const root = realpathSync(dir)
  if (!lstatSync(root).isDirectory()) throw new Error(`${dir} is not a folder`)
  const items: TarItem[] = []
  const leftOut: LeftOut[] = []
  collect(root, '.', items, leftOut)
  const tar = writeTar(items)
  const layer = makePart(LAYER_TYPE, compress(tar))
  const config = makePart(CONFIG_TYPE, goJson(configOf(tar, metadata.created)))
  const manifest = makePart(MANIFEST_TYPE, goJson(manifestOf(config, layer, metadata)))
  return { layer, config, manifest, digest: manifest.digest, tar, leftOut }
}

/**
 * Pushes layer, config and manifest; blobs that are there already are not sent again.
 *
 * @param onProgress told how many bytes of the layer of how many were sent
 */
export async function pushArtifact(
  repository: Repository,
  packed: PackedArtifact,
  tag: string,
  onProgress: (sent: number, total: number) => void = () => undefined,
): Promise<{ digest: string }> {
  const { layer, config, manifest } = packed
  if (await repository.blobExists(layer.digest)) onProgress(layer.bytes.length, layer.bytes.length)
  else await repository.pushBlob(layer.bytes, onProgress)
  if (!(await repository.blobExists(config.digest))) await repository.pushBlob(config.bytes)
  const { digest } = await repository.pushManifest(tag, manifest.bytes, manifest.mediaType)
  return { digest }
}

/** Walks as Go's filepath.Walk does: a folder before its content, names in the order of their bytes. */
function collect(root: string, path: string, items: TarItem[], leftOut: LeftOut[]): void {
  const stats = lstatSync(join(root, path))
  if (!stats.isFile() && !stats.isDirectory()) {
    leftOut.push({ path, reason: stats.isSymbolicLink() ? 'link' : 'special' })
    return
  }
  if (path !== '.' && isIgnored(path, stats.isDirectory())) {
    leftOut.push({ path, reason: 'ignored' })
    return
  }
  const mode = stats.mode & 0o7777
  if (stats.isFile()) {
    items.push({ name: path, mode, content: readFileSync(join(root, path)) })
    return
  }
  items.push({ name: path, mode, content: null })
  for (const name of readdirSync(join(root, path)).sort(compareBytes))
    collect(root, path === '.' ? name : `${path}/${name}`, items, leftOut)
}

/** A folder's name is enough: everything below an ignored folder is ignored with it. */
function isIgnored(path: string, isDirectory: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return IGNORED.test(name) || (isDirectory && name === '.git')
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** The header's operating system is "unknown", as Go writes it: else each platform has its own. */
function compress(tar: Uint8Array): Buffer {
  const bytes = gzipSync(tar)
  bytes[9] = 0xff
  return bytes
}

function configOf(tar: Uint8Array, created: string) {
  return {
    architecture: '',
    created,
    history: [{ created: '0001-01-01T00:00:00Z' }],
    os: '',
    rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    config: {},
  }
}

function manifestOf(config: Part, layer: Part, { source, revision, created }: ArtifactMetadata) {
  const describe = ({ mediaType, digest, bytes }: Part) => ({
    mediaType,
    size: bytes.length,
    digest,
  })
  return {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: describe(config),
    layers: [describe(layer)],
    annotations: {
      'org.opencontainers.image.created': created,
      'org.opencontainers.image.revision': revision,
      'org.opencontainers.image.source': source,
    },
  }
}

/** JSON as Go's encoder writes it: what HTML would read is escaped. */
function goJson(value: unknown): Buffer {
  const escapeCharacter = (character: string) =>
    `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  return Buffer.from(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escapeCharacter))
}

function makePart(mediaType: string, bytes: Uint8Array): Part {
  return { mediaType, digest: digestOf(bytes), bytes }
}
