import { printable } from '../core/printable.ts'
import { publishedEntries } from '../core/published-entries.ts'
import { readCatalog, readPackageRecord } from '../core/read-catalog.ts'
import { packagePath } from '../core/surface.ts'
import { HttpError, httpGet } from './http-get.ts'
import { catalogAddress } from './open-index/open-index.ts'
import type { OpenOptions } from './open-index/open-options.ts'
import { NotVouchedFor } from './open-index/package-record.ts'
import { demandPublisher, publisherOf, signatureOf } from './open-index/publisher.ts'
import type { OpenedTree } from './open-index/tree-source.ts'
import { sha256 } from './sha256.ts'

/** A copy of an index that stands alone, for this client and for upstream's. */
export interface Mirror {
  /** By path: the catalog with its records, and an entry for each package that may be offered. */
  files: ReadonlyMap<string, string | Uint8Array>
  /** How many entries there are, for the clients that read no catalog. */
  entries: number
  /** What those clients are not shown, and why. */
  leftOut: readonly { name: string; reason: string }[]
  revision: string | null
  generatedAt: string | null
}

const MOST_BYTES = 64 * 1024 * 1024
const TIMEOUT_MS = 60_000
/** How many records are asked for at a time. */
const AT_ONCE = 8

/**
 * Collects an index: what is published of it as it is, and the entries beside it that upstream's client
 * needs, which takes every YAML file for one.
 *
 * @param onProgress told how many records of how many are there
 */
export async function collectMirror(
  location: string,
  options: OpenOptions,
  onProgress: (done: number, total: number) => void,
): Promise<Mirror> {
  if (/^https?:\/\//i.test(location)) {
    const url = catalogAddress(location)
    const isSigned = publisherOf(url, options.env) !== null
    return mirrorOf(await download(url, options, onProgress), url.href, isSigned)
  }
  const { published, entryFiles } = await openTree(location, options)
  if (published) return mirrorOf(published, `${location}/catalog.json`)
  const entries = entryFiles.size
  return { files: entryFiles, entries, leftOut: [], revision: null, generatedAt: null }
}

async function openTree(location: string, options: OpenOptions): Promise<OpenedTree> {
  const { openFiles, openFolder } = await import('./open-index/tree-source.ts')
  if (!location.startsWith('oci://')) return openFolder(location)
  const { pullIndex } = await import('./open-index/oci-source.ts')
  return openFiles(location, await pullIndex(location, options))
}

/**
 * @param where the catalog, for messages
 * @param isSigned whether its publisher proved to have written it, and has to vouch for the records
 */
function mirrorOf(
  published: ReadonlyMap<string, string | Uint8Array>,
  where: string,
  isSigned = false,
): Mirror {
  const catalog = readCatalog(Buffer.from(published.get('catalog.json') ?? ''), where)
  const packages = catalog.packages.map(({ name, recordSha256 }) => {
    const path = packagePath(name)
    const record = published.get(path)
    if (record === undefined)
      throw new Error(`${where} names ${printable(path)}, which is not there`)
    const full = readPackageRecord(Buffer.from(record), `${printable(path)} of ${where}`)
    const isIt = recordSha256 ? sha256(record) === recordSha256 : !isSigned && full.name === name
    if (!isIt) throw new NotVouchedFor(where, name)
    return full
  })
  const { files: entries, leftOut } = publishedEntries(packages)
  return {
    files: new Map([
      ...published,
      ...[...entries].map(([path, text]) => [`entries/${path}`, text] as const),
    ]),
    entries: entries.size,
    leftOut,
    revision: catalog.revision,
    generatedAt: catalog.generatedAt,
  }
}

async function download(
  url: URL,
  options: OpenOptions,
  onProgress: (done: number, total: number) => void,
): Promise<Map<string, Uint8Array>> {
  const get = (at: URL) =>
    httpGet(at, {
      env: options.env,
      signal: options.signal,
      timeoutMs: TIMEOUT_MS,
      cap: MOST_BYTES,
    })
  const fetched = await get(url)
  if (typeof fetched === 'string') throw new HttpError(`there is no catalog at ${url.href}`, true)
  const files = new Map([['catalog.json', fetched.bytes]])
  const { head, signature } = await downloadHead(url, get, options)
  if (head) {
    refuseOther(url, head, fetched.bytes)
    files.set('head.json', head)
  }
  if (signature) files.set('head.json.sigstore.json', signature)
  const { packages } = readCatalog(fetched.bytes, url.href)
  const paths = packages.map(({ name }) => packagePath(name))
  const next = paths.values()
  const work = async () => {
    for (const path of next) {
      const record = await get(new URL(path, url))
      if (typeof record !== 'string') files.set(path, record.bytes)
      onProgress(files.size, paths.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** With its signature, where there is one: a copy is believed as far as the original. */
async function downloadHead(
  url: URL,
  get: (at: URL) => ReturnType<typeof httpGet>,
  { env }: OpenOptions,
): Promise<{ head: Uint8Array | null; signature: Uint8Array | null }> {
  const at = new URL('head.json', url)
  const getBytes = async (address: URL) => {
    const answer = await get(address)
    return typeof answer === 'string' ? null : answer.bytes
  }
  const publisher = publisherOf(url, env)
  const [head, signature] = await Promise.all([getBytes(at), getBytes(signatureOf(at))])
  if (publisher !== null) await demandPublisher(at, head, signature, publisher, env)
  return { head, signature }
}

function refuseOther(url: URL, head: Uint8Array, catalog: Uint8Array): void {
  if (Buffer.from(head).includes(sha256(catalog))) return
  throw new HttpError(
    `${url.href} is not the one that head.json vouches for\nIt may have been published a moment ago: try again in some minutes.`,
    true,
  )
}
