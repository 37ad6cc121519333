import type { IndexHandle, IndexNote } from '../../core/index-handle.ts'
import { type Listing, listCatalog } from '../../core/listing.ts'
import type { Catalog } from '../../core/schemas/catalog.ts'
import type { Head } from '../../core/schemas/head.ts'
import { HttpError, httpGet } from '../http-get.ts'
import { sha256 as sha256Of } from '../sha256.ts'
import { Cache, type Cached } from './cache.ts'
import {
  ago,
  FIRST_TIMEOUT_MS,
  FRESH_MS,
  LONGEST_FRESH_MS,
  MOST_BYTES,
  type OpenOptions,
  RENEWAL_TIMEOUT_MS,
} from './open-options.ts'
import { NotVouchedFor, readPackage } from './package-record.ts'
import { demandPublisher, publisherOf, signatureOf } from './publisher.ts'

const CLOCK_TOLERANCE_MS = 10 * 60_000

/** What is kept of a catalog: what is searched, and what tells whether another is newer. */
interface Kept {
  format: 2
  etag: string | null
  maxAgeMs: number | null
  sha256: string
  sequence: number | null
  generatedAt: string | null
  head: Head | null
  listing: Listing
  /** The SHA-256 of the record of each package, by name; of older indexes there is none. */
  records: Record<string, string>
}

/** The catalog is fetched and judged; what is wrong with it is an error. */
interface Fetched {
  kept: Kept
  hasChanged: boolean
}

/**
 * Opens the catalog that is published at an address. What was fetched once is kept and serves where
 * the network does not.
 *
 * @throws where nothing usable is there and nothing was kept
 */
export async function openCatalog(url: URL, options: OpenOptions): Promise<IndexHandle> {
  const cache = new Cache(options.env)
  const publisher = publisherOf(url, options.env)
  // What was kept before anybody asked for a signature is not believed once somebody does.
  const key = `catalog ${url.href}${publisher === null ? '' : ` by ${publisher}`}`
  const cached = cache.read(key, isKept)
  const notes: IndexNote[] = []
  const keep = (fetched: Fetched) => {
    if (!fetched.hasChanged) return cache.touch(key, options.now)
    const problem = cache.write(key, fetched.kept, options.now)
    if (problem) notes.push(warning(`The catalog cannot be kept for later: ${problem}`))
  }
  const kept = await current(url, cached, options, notes, keep)
  const readBeside = ({ sha256, records }: Kept, name: string) => {
    const record = Object.hasOwn(records, name) ? (records[name] ?? null) : null
    if (record === null && publisher !== null) throw new NotVouchedFor(url.href, name)
    return readPackage(url, name, { catalog: sha256, record }, cache, options)
  }
  const isExpired = kept.head !== null && Date.parse(kept.head.expires) < options.now.getTime()
  return {
    location: url.href,
    listing: kept.listing,
    notes: [...notes, ...judgeDates(kept, isExpired, options.now)],
    isExpired,
    readPackage: async (name) => {
      // Of a name that is gone there is a file too, of another kind.
      if (!kept.listing.packages.some((one) => one.name === name)) return null
      return Promise.resolve(kept)
        .then((at) => readBeside(at, name))
        .catch(async (error: unknown) => {
          if (!(error instanceof NotVouchedFor)) throw error
          // A kept catalog may be some minutes older than the record.
          const { kept: newer } = await fetchCatalog(url, kept, options)
          return readBeside(newer, name)
        })
    },
  }
}

async function current(
  url: URL,
  cached: Cached<Kept> | null,
  options: OpenOptions,
  notes: IndexNote[],
  keep: (fetched: Fetched) => void,
): Promise<Kept> {
  const age = cached ? options.now.getTime() - cached.checkedAt : Number.POSITIVE_INFINITY
  if (options.offline) {
    if (!cached) {
      throw new Error(
        `the catalog of ${url.href} was never fetched, so that it cannot be read offline\nRun once without --offline.`,
      )
    }
    notes.push(note(`Offline: this is the catalog as it was ${ago(age)}.`))
    return cached.value
  }
  const allowed = Math.min(cached?.value.maxAgeMs ?? FRESH_MS, LONGEST_FRESH_MS)
  const isFresh = age >= 0 && age < Math.max(allowed, FRESH_MS)
  if (cached && isFresh && !options.refresh) return cached.value
  try {
    const fetched = await fetchCatalog(url, cached?.value ?? null, options)
    keep(fetched)
    return fetched.kept
  } catch (error) {
    if (!cached || options.signal.aborted || !(error instanceof Error)) throw error
    notes.push(warning(`${error.message}\nThis is the catalog as it was ${ago(age)}.`))
    return cached.value
  }
}

async function fetchCatalog(url: URL, old: Kept | null, options: OpenOptions): Promise<Fetched> {
  const { env, signal } = options
  const timeoutMs = old ? RENEWAL_TIMEOUT_MS : FIRST_TIMEOUT_MS
  const request = { env, signal, timeoutMs, cap: MOST_BYTES }
  const [answer, asked] = await Promise.all([
    httpGet(url, { ...request, etag: old?.etag ?? null }),
    fetchHead(url, request).then(
      (head) => ({ head }),
      (error: unknown) => ({ error }),
    ),
  ])
  if (answer === 'absent') {
    throw new HttpError(`there is no catalog at ${url.href} (404)\nIs the address right?`, true)
  }
  if (answer === 'unchanged' && old) {
    const head = headIn(asked)
    // The head is of a newer one, which a cache in between may hold back: the whole is asked for.
    if (head && head.sha256 !== old.sha256) {
      return fetchCatalog(url, { ...old, etag: null }, options)
    }
    const hasChanged = head !== null && head.expires !== old.head?.expires
    return { kept: hasChanged ? { ...old, head } : old, hasChanged }
  }
  if (typeof answer === 'string') throw new HttpError(`${url.href} answers with nothing`, true)
  const { readCatalog } = await import('../../core/read-catalog.ts')
  const sha256 = sha256Of(answer.bytes)
  const catalog = readCatalog(answer.bytes, url.href)
  const head = headIn(asked)
  refuseOther(url, head, sha256)
  refuseOlder(url, catalog.sequence, old)
  const { etag, maxAgeMs } = answer
  const { sequence, generatedAt } = catalog
  const kept: Kept = {
    format: 2,
    etag,
    maxAgeMs,
    sha256,
    sequence,
    generatedAt,
    // Whoever strips the date of expiry must not gain time by it.
    head: head ?? old?.head ?? null,
    listing: listCatalog(catalog),
    records: recordsOf(catalog),
  }
  return { kept, hasChanged: true }
}

/**
 * Not every index has one, and a broken one says nothing about the catalog; but where its publisher
 * is known, nothing is believed without it.
 */
async function fetchHead(
  url: URL,
  request: Omit<Parameters<typeof httpGet>[1], 'etag'>,
): Promise<Head | null> {
  const at = new URL('head.json', url)
  const publisher = publisherOf(url, request.env)
  const get = async (address: URL) => {
    const answer = await httpGet(address, { ...request, cap: 64 * 1024 }).catch(
      (error: unknown) => {
        if (publisher !== null || !(error instanceof HttpError && error.hasAnswered)) throw error
        return 'absent' as const
      },
    )
    return typeof answer === 'string' ? null : answer.bytes
  }
  const [head, signature] = await Promise.all([
    get(at),
    publisher === null ? null : get(signatureOf(at)),
  ])
  if (publisher !== null) await demandPublisher(at, head, signature, publisher, request.env)
  if (!head) return null
  const { readHead } = await import('../../core/read-catalog.ts')
  return readHead(head, at.href)
}

function recordsOf({ packages }: Catalog): Record<string, string> {
  return Object.fromEntries(
    packages.flatMap(({ name, recordSha256 }) => (recordSha256 ? [[name, recordSha256]] : [])),
  )
}

/** What is wrong with the catalog itself says more, and is said first. */
function headIn(asked: { head: Head | null } | { error: unknown }): Head | null {
  if ('error' in asked) throw asked.error
  return asked.head
}

function refuseOther(url: URL, head: Head | null, sha256: string): void {
  if (!head || head.sha256 === sha256) return
  throw new HttpError(
    `${url.href} is not the one that head.json vouches for\nIt may have been published a moment ago: try again in some minutes.`,
    true,
  )
}

/** Whoever stands in between could otherwise show a catalog of before a freeze. */
function refuseOlder(url: URL, sequence: number | null, old: Kept | null): void {
  if (old === null || old.sequence === null || sequence === null || sequence >= old.sequence) return
  throw new HttpError(
    `${url.href} is older than the catalog that was fetched before (${sequence}, not ${old.sequence})\nIt is left alone; if the index was really set back, remove the cache.`,
    true,
  )
}

function judgeDates({ head, generatedAt }: Kept, isExpired: boolean, now: Date): IndexNote[] {
  const notes: IndexNote[] = []
  const made = head?.publishedAt ?? generatedAt
  if (made !== null && Date.parse(made) > now.getTime() + CLOCK_TOLERANCE_MS) {
    notes.push(
      warning(`The catalog is from the future (${made}): is the clock of this machine right?`),
    )
  }
  if (isExpired) {
    notes.push(
      warning(
        `The catalog expired on ${head?.expires}, and its publisher has not renewed it: what was frozen or yanked since is not in it.`,
      ),
    )
  }
  return notes
}

/** What this version of the client wrote; of another, or broken, it is fetched anew. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const { format, listing, records } = value as Partial<Kept>
  return (
    format === 2 &&
    typeof records === 'object' &&
    records !== null &&
    Array.isArray(listing?.packages) &&
    Array.isArray(listing.tombstones)
  )
}

function warning(text: string): IndexNote {
  return { severity: 'warning', text }
}

function note(text: string): IndexNote {
  return { severity: 'note', text }
}
