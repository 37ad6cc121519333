import type { TrustedRoot } from '@sigstore/protobuf-specs'
import type { Artifact } from '../core/artifact.ts'
import { type ContentsContext, readContents } from '../core/contents/read-contents.ts'
import type { Finding } from '../core/finding.ts'
import type { InspectedRelease } from '../core/inspection.ts'
import { toMoment } from '../core/moment.ts'
import type { Contents, Signature } from '../core/schemas/release.ts'
import { MOST_COMPRESSED_BYTES, readArchive } from './archive/archive.ts'
import { lintCharts } from './lint-charts.ts'
import { describeManifest, type NoFluxArtifact } from './registry/flux-manifest.ts'
import type { Repository } from './registry/oci-registry.ts'
import type { ExpectedSigner } from './signature/signer.ts'
import { signatureSource } from './signature/source.ts'
import { verifySignature } from './signature/verify-signature.ts'

/** What an inspection needs beside the artifact: all of it is passed in, so that tests have their own. */
export interface InspectionServices extends ContentsContext {
  repository: Repository
  /** The repository as references name it, which can be another name than the one that is asked. */
  ociRef: string
  trustedRoot: TrustedRoot
  /** RFC 3339 in whole seconds: the moment that the record is dated with. */
  now: string
  /** A helm to lint the charts with, which renders their templates; null for none. */
  helm?: string | null
}

export interface InspectionResult {
  record: InspectedRelease | null
  /** Icons as PNG, by SHA-256 in hexadecimal. */
  icons: ReadonlyMap<string, Uint8Array>
  findings: Finding[]
}

/**
 * Looks into an artifact: what it is, who signed it and what it would bring into a cluster. The tag
 * is resolved once; everything after goes by the digest.
 *
 * @param tag a tag of the repository, or a digest
 * @param signer who must have signed, or null to leave the signature unlooked at
 * @throws RegistryError where the registry cannot be asked or has no such artifact
 */
export async function inspectArtifact(
  tag: string,
  signer: ExpectedSigner | null,
  services: InspectionServices,
): Promise<InspectionResult> {
  const { repository } = services
  const isDigest = tag.startsWith('sha256:')
  const digest = isDigest ? tag : (await repository.resolveTag(tag)).digest
  const { bytes } = await repository.getManifest(digest)
  const described = describeManifest(bytes)
  if (!('manifest' in described)) {
    return { record: null, icons: new Map(), findings: [toFinding(described, digest)] }
  }
  const { layer, created } = described.manifest
  const compressed = await repository.getBlob(layer, MOST_COMPRESSED_BYTES)
  const signed = signer ? await verify(digest, signer, services) : { signature: null, findings: [] }
  const { artifact, findings } = await readArchive(compressed)
  if (!artifact)
    return { record: null, icons: new Map(), findings: [...signed.findings, ...findings] }
  const { contents, icons, ...read } = await inspectFiles(artifact, services)
  const record: InspectedRelease = {
    version: isDigest ? digest : tag,
    ociRef: services.ociRef,
    digest,
    size: compressed.length,
    created: readMoment(created),
    verifiedAt: services.now,
    signature: signed.signature,
    contents,
  }
  return {
    record,
    icons,
    findings: [...signed.findings, ...findings, ...read.findings],
  }
}

/** What the files of an artifact would bring into a cluster, wherever they come from. */
export async function inspectFiles(
  artifact: Artifact,
  services: ContentsContext & Pick<InspectionServices, 'helm'>,
): Promise<{ contents: Contents; icons: ReadonlyMap<string, Uint8Array>; findings: Finding[] }> {
  const read = readContents(artifact, services)
  const { contents, icons, problems } = await drawIcons(read.contents, read.icons)
  const linted = services.helm ? await lintCharts(services.helm, artifact, contents) : []
  return { contents, icons, findings: [...read.findings, ...problems, ...linted] }
}

async function verify(
  digest: string,
  signer: ExpectedSigner,
  { repository, trustedRoot }: InspectionServices,
): Promise<{ signature: Signature | null; findings: Finding[] }> {
  return verifySignature({
    ...signer,
    repository: signatureSource(repository),
    digest,
    trustedRoot,
  })
}

/** Re-encodes the icons: an author's SVG opened on our origin would run on our origin. */
async function drawIcons(
  contents: Contents,
  raw: ReadonlyMap<string, { mime: string; bytes: Uint8Array }>,
): Promise<{ contents: Contents; icons: Map<string, Uint8Array>; problems: Finding[] }> {
  const icons = new Map<string, Uint8Array>()
  const hashes = new Map<string, string>()
  const problems: Finding[] = []
  const renderIcon = raw.size > 0 ? await loadRenderer() : null
  if (!renderIcon) return { contents, icons, problems }
  for (const [application, { bytes, mime }] of raw) {
    const drawn = await renderIcon(bytes, mime)
    if ('reason' in drawn) {
      const message = `the icon of ${application} cannot be drawn: ${drawn.reason}`
      problems.push({ ...NOWHERE, rule: 'icon', severity: 'warning', file: application, message })
      continue
    }
    icons.set(drawn.sha256, drawn.png)
    hashes.set(application, drawn.sha256)
  }
  const applications = contents.applications.map((application) => ({
    ...application,
    icon: hashes.get(application.name) ?? null,
  }))
  return { contents: { ...contents, applications }, icons, problems }
}

/** The client is installed without what draws: icons are then as unknown as any that nobody drew. */
async function loadRenderer(): Promise<typeof import('./icon.ts').renderIcon | null> {
  try {
    return (await import('./icon.ts')).renderIcon
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return null
    throw error
  }
}

const NOWHERE = { line: null, column: null, fix: 'Use a small SVG or PNG.' }

function toFinding({ problem: message, fix }: NoFluxArtifact, digest: string): Finding {
  const where = { file: digest, line: null, column: null }
  return { rule: 'artifact-type', severity: 'error', ...where, message, fix }
}

/** The author's date in the one form that records hold, or null where it is none. */
function readMoment(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? null : toMoment(new Date(time))
}
