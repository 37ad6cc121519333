import { printable } from '../../core/printable.ts'
import { PUBLISHED_SITE } from '../../core/published-site.ts'
import { HttpError } from '../http-get.ts'

/** The catalog that is meant where none is named. */
export const PUBLISHED_CATALOG = `${PUBLISHED_SITE}catalog.json`

/** The workflow that publishes it, and alone may sign its head.json. */
const PUBLISHER =
  'https://github.com/cozystack/packages-index/.github/workflows/publish.yml@refs/heads/main'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Who must have signed the head.json of a catalog: the one that the environment names, or for the
 * published catalog its own workflow. Null where nobody is known, and no signature is asked for.
 */
export function publisherOf(url: URL, env: Environment): string | null {
  return env['COZYPKG_PUBLISHER'] || (placeOf(url) === PUBLISHED_PLACE ? PUBLISHER : null)
}

/** One place has many addresses, and none of them must be a way around its signature. */
function placeOf({ hostname, pathname }: URL): string {
  const host = hostname.replace(/\.$/, '')
  try {
    return host + decodeURIComponent(pathname).replace(/\/{2,}/g, '/')
  } catch {
    return host + pathname
  }
}

const PUBLISHED_PLACE = placeOf(new URL(PUBLISHED_CATALOG))

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
  if (!bytes || !signature) throw refuse(at, `${bytes ? 'its signature' : 'it'} is not there`, env)
  const [{ GITHUB_ISSUER }, { verifyDocument }, { Refusal }, trustedRoot] = await Promise.all([
    import('../../core/signing-identity.ts'),
    import('../signature/verify-document.ts'),
    import('../signature/refusal.ts'),
    loadRoot(env['COZYPKG_TRUSTED_ROOT']),
  ])
  try {
    verifyDocument(bytes, signature, { identity, issuer: GITHUB_ISSUER, trustedRoot })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw refuse(at, error.message, env, ROOT_RULES.includes(error.rule) ? NEWER_ROOT : undefined)
  }
}

async function loadRoot(file: string | undefined) {
  const { loadTrustedRoot } = await import('../signature/trusted-root.ts')
  try {
    return loadTrustedRoot(file || undefined)
  } catch (error) {
    throw new Error(`COZYPKG_TRUSTED_ROOT: ${error instanceof Error ? error.message : error}`)
  }
}

/** What a root of trust is asked about, which Sigstore renews every few years. */
const ROOT_RULES = ['signature-certificate', 'signature-log']
const NEWER_ROOT =
  'Sigstore may have a newer root of trust than this client: install a newer cozypkg, or name a trusted_root.json with COZYPKG_TRUSTED_ROOT.'
const LATER =
  'It may have been published a moment ago: try again in some minutes. If it stays so, do not use this index.'

function refuse(at: URL, reason: string, env: Environment, remedy = LATER): HttpError {
  const set = env['COZYPKG_PUBLISHER']
    ? ' COZYPKG_PUBLISHER says who has to sign it: is it meant for this index?'
    : ''
  return new HttpError(
    `${at.href} does not prove that the publisher of this index wrote it: ${printable(reason)}\n${remedy}${set}`,
    true,
  )
}
