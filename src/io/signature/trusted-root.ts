import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toTrustMaterial } from '@sigstore/verify'
import { parseJson } from '../../core/parse-json.ts'
// Sigstore's public instance, as @sigstore/tuf 5.0.1 ships it in its seeds.json, and since then as
// scripts/refresh-trusted-root.ts fetched it: pinned, because the TUF client needs the network.
import pinned from './trusted-root.json' with { type: 'json' }

/**
 * Loads the certificate authorities and logs that signatures are verified against.
 *
 * @param file a `trusted_root.json`; by default the pinned one of Sigstore's public instance
 * @throws where the file is missing, or is not a complete trust root
 */
export function loadTrustedRoot(file?: string): TrustedRoot {
  return file === undefined
    ? toTrustedRoot(pinned, 'the pinned trust root')
    : parseTrustedRoot(readFileSync(file, 'utf8'), file)
}

/**
 * Reads the text of a `trusted_root.json`.
 *
 * @param where the name of the text in errors
 */
export function parseTrustedRoot(text: string, where: string): TrustedRoot {
  const json = parseJson(text)
  if (json === undefined) throw new Error(`${where} is not JSON: was it cut off?`)
  return toTrustedRoot(json, where)
}

function toTrustedRoot(json: unknown, where: string): TrustedRoot {
  const root = readRoot(json, where)
  const lacking = Object.entries({
    'a certificate authority': root.certificateAuthorities,
    'a transparency log': root.tlogs,
    'a certificate transparency log': root.ctlogs,
  }).filter(([, list]) => list.length === 0)
  if (lacking.length === 0) return root
  throw new Error(`${where} is no trust root: it lacks ${lacking.map(([what]) => what).join(', ')}`)
}

/** Parses every key and certificate too: a broken one shows here and not as a bad signature later. */
function readRoot(json: unknown, where: string): TrustedRoot {
  try {
    const root = TrustedRoot.fromJSON(json)
    toTrustMaterial(root)
    return root
  } catch (cause) {
    throw new Error(`${where} is no trust root: a key or certificate cannot be read`, { cause })
  }
}

/** One line for each key and certificate chain, for people to compare two trust roots by. */
export function trustedRootLines(root: TrustedRoot): string[] {
  const logs = (what: string, list: TrustedRoot['tlogs']) =>
    list.map(({ baseUrl, publicKey }) =>
      line(what, baseUrl, [publicKey?.rawBytes], publicKey?.validFor),
    )
  const authorities = (what: string, list: TrustedRoot['certificateAuthorities']) =>
    list.map(({ uri, certChain, validFor }) =>
      line(what, uri, certChain?.certificates.map(({ rawBytes }) => rawBytes) ?? [], validFor),
    )
  return [
    ...authorities('certificate authority', root.certificateAuthorities),
    ...logs('certificate transparency log', root.ctlogs),
    ...logs('transparency log', root.tlogs),
    ...authorities('timestamp authority', root.timestampAuthorities),
  ]
}

function line(
  what: string,
  where: string,
  material: (Uint8Array | undefined)[],
  validFor: { start?: Date | undefined; end?: Date | undefined } | undefined,
): string {
  const hash = createHash('sha256')
  for (const bytes of material) hash.update(bytes ?? new Uint8Array())
  const day = (date: Date | undefined) => date?.toISOString().slice(0, 10) ?? ''
  const period = `${day(validFor?.start)}..${day(validFor?.end)}`
  return `${what} ${where} sha256:${hash.digest('hex').slice(0, 16)} ${period}`
}
