import { hash } from 'node:crypto'
import { printable } from '../../core/printable.ts'
import type { PackageSummary } from '../../core/schemas/catalog.ts'
import { HttpError } from '../http-get.ts'

/** The catalog that is meant where none is named. */
export const PUBLISHED_CATALOG = 'https://cozystack.github.io/packages-index/catalog.json'

/** The workflow that publishes it, and alone may sign its head.json. */
const PUBLISHER =
  'https://github.com/cozystack/packages-index/.github/workflows/publish.yml@refs/heads/main'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Who must have signed the head.json of a catalog: the one that the environment names, or for the
 * published catalog its own workflow. Null where nobody is known, and no signature is asked for.
 */
export function publisherOf(url: URL, env: Environment): string | null {
  return env['COZYPKG_PUBLISHER'] || (url.href === PUBLISHED_CATALOG ? PUBLISHER : null)
}

/**
 * What decides where a package comes from, who signs it and whether it may be installed: a catalog and
 * the record of a package beside it have to agree on it, because the catalog alone is signed for.
 */
export function sealOf({
  ociRef,
  version,
  signing,
  state,
  release,
  yanked,
}: PackageSummary): string {
  const { identity, issuer } = signing
  const current = release ? [release.version, release.digest] : null
  const facts = [
    ociRef,
    version,
    identity,
    issuer,
    state,
    current,
    yanked.map((one) => one.version),
  ]
  return hash('sha256', JSON.stringify(facts), 'base64url').slice(0, 22)
}

/** Where the signature of a head.json lies. */
export function signatureOf(head: URL): URL {
  return new URL(`${head.href}.sigstore.json`)
}

/**
 * Demands that a head.json is signed by its publisher.
 *
 * @param bytes what was found at `at`, or null
 * @param signature what lies beside it, or null
 * @throws HttpError where it is not
 */
export async function demandPublisher(
  at: URL,
  bytes: Uint8Array | null,
  signature: Uint8Array | null,
  identity: string,
  env: Environment,
): Promise<void> {
  if (!bytes || !signature) throw refuse(at, `${bytes ? 'its signature' : 'it'} is not there`)
  const [{ GITHUB_ISSUER }, { verifyDocument }, { loadTrustedRoot }, { Refusal }] =
    await Promise.all([
      import('../../core/signing-identity.ts'),
      import('../signature/verify-document.ts'),
      import('../signature/trusted-root.ts'),
      import('../signature/refusal.ts'),
    ])
  const trustedRoot = loadTrustedRoot(env['COZYPKG_TRUSTED_ROOT'] || undefined)
  try {
    verifyDocument(bytes, signature, { identity, issuer: GITHUB_ISSUER, trustedRoot })
  } catch (error) {
    throw error instanceof Refusal ? refuse(at, error.message) : error
  }
}

function refuse(at: URL, reason: string): HttpError {
  return new HttpError(
    `${at.href} does not prove that the publisher of this index wrote it: ${printable(reason)}\nIt may have been published a moment ago: try again in some minutes. If it stays so, do not use this index.`,
    true,
  )
}
