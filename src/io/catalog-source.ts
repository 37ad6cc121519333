import { createHash } from 'node:crypto'
import type { IndexHandle, IndexNote } from '../core/index-handle.ts'
import { type Listing, listCatalog } from '../core/listing.ts'
import type { Package } from '../core/schemas/catalog.ts'
import type { Head } from '../core/schemas/head.ts'
import { Cache, type Cached } from './cache.ts'
import { HttpError, httpGet } from './http-get.ts'

/** How an index is opened; all of it is passed in, so that tests have their own. */
export interface OpenOptions {
  env: Readonly<Record<string, string | undefined>>
  now: Date
  signal: AbortSignal
  /** Never asks the network. */
  offline: boolean
  /** Asks even where what is kept is fresh. */
  refresh: boolean
  /** Registries that are asked in plain HTTP. */
  insecureRegistries: readonly string[]
}

/** Until a copy is this old nobody is asked; a server may allow longer, up to the second. */
export const FRESH_MS = 5 * 60_000
const LONGEST_FRESH_MS = 60 * 60_000

const MOST_BYTES = 64 * 1024 * 1024
const FIRST_TIMEOUT_MS = 60_000
/** Who has a copy does not wait long for a newer one. */
const RENEWAL_TIMEOUT_MS = 8_000
const CLOCK_TOLERANCE_MS = 10 * 60_000

/** What is kept of a catalog: what is searched, and what tells whether another is newer. */
interface Kept {
  format: 1
  etag: string | null
  maxAgeMs: number | null
  sha256: string
  sequence: number | null
  generatedAt: string | null
  head: Head | null
  listing: Listing
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
  const key = `catalog ${url.href}`
  const cached = cache.read(key, isKept)
  const notes: IndexNote[] = []
  const kept = await current(url, cached, options, notes, (fetched) => {
    if (!fetched.hasChanged) return cache.touch(key, options.now)
    const problem = cache.write(key, fetched.kept, options.now)
    if (problem) notes.push(warning(`The catalog cannot be kept for later: ${problem}`))
  })
  const isExpired = kept.head !== null && Date.parse(kept.head.expires) < options.now.getTime()
  return {
    location: url.href,
    listing: kept.listing,
    notes: [...notes, ...judgeDates(kept, isExpired, options.now)],
    isExpired,
    // Of a name that is gone there is a file too, of another kind.
    readPackage: async (name) =>
      kept.listing.packages.some((one) => one.name === name)
        ? readPackage(url, name, cache, options)
        : null,
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
    const isOfThis = head !== null && head.sha256 === old.sha256
    const hasChanged = isOfThis && head.expires !== old.head?.expires
    return { kept: hasChanged ? { ...old, head } : old, hasChanged }
  }
  if (typeof answer === 'string') throw new HttpError(`${url.href} answers with nothing`, true)
  const { readCatalog } = await import('../core/read-catalog.ts')
  const sha256 = createHash('sha256').update(answer.bytes).digest('hex')
  const catalog = readCatalog(answer.bytes, url.href)
  const head = headIn(asked)
  refuseOther(url, head, sha256)
  refuseOlder(url, catalog.sequence, old)
  const { etag, maxAgeMs } = answer
  const { sequence, generatedAt } = catalog
  const kept: Kept = {
    format: 1,
    etag,
    maxAgeMs,
    sha256,
    sequence,
    generatedAt,
    // Whoever strips the date of expiry must not gain time by it.
    head: head ?? old?.head ?? null,
    listing: listCatalog(catalog),
  }
  return { kept, hasChanged: true }
}

/** Not every index has one, and a broken one says nothing about the catalog. */
async function fetchHead(
  url: URL,
  request: Omit<Parameters<typeof httpGet>[1], 'etag'>,
): Promise<Head | null> {
  const at = new URL('head.json', url)
  const answer = await httpGet(at, { ...request, cap: 64 * 1024 }).catch((error: unknown) => {
    if (error instanceof HttpError && error.hasAnswered) return 'absent' as const
    throw error
  })
  if (typeof answer === 'string') return null
  const { readHead } = await import('../core/read-catalog.ts')
  return readHead(answer.bytes, at.href)
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

async function readPackage(
  url: URL,
  name: string,
  cache: Cache,
  options: OpenOptions,
): ReturnType<IndexHandle['readPackage']> {
  const at = new URL(`packages/${encodeURIComponent(name)}.json`, url)
  const key = `package ${at.href}`
  const { readPackageRecord } = await import('../core/read-catalog.ts')
  const cached = cache.read(key, (value): value is Package => isRecord(value, name))
  const old = cached?.value ?? null
  const age = options.now.getTime() - (cached?.checkedAt ?? 0)
  const isFresh = age >= 0 && age < FRESH_MS && !options.refresh
  if (old && (options.offline || isFresh)) return { entry: old, full: old }
  if (options.offline) {
    throw new Error(`the details of ${name} were never fetched\nRun once without --offline.`)
  }
  try {
    const answer = await httpGet(at, {
      env: options.env,
      signal: options.signal,
      timeoutMs: old ? RENEWAL_TIMEOUT_MS : FIRST_TIMEOUT_MS,
      cap: MOST_BYTES,
    })
    if (typeof answer === 'string') return null
    const full = readPackageRecord(answer.bytes, at.href)
    cache.write(key, full, options.now)
    return { entry: full, full }
  } catch (error) {
    if (old && error instanceof HttpError && !error.hasAnswered) return { entry: old, full: old }
    throw error
  }
}

function isRecord(value: unknown, name: string): boolean {
  const isObject = typeof value === 'object' && value !== null
  return isObject && 'name' in value && value.name === name && 'releases' in value
}

/** What this version of the client wrote; of another, or broken, it is fetched anew. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const { format, listing } = value as Partial<Kept>
  return format === 1 && Array.isArray(listing?.packages) && Array.isArray(listing.tombstones)
}

function warning(text: string): IndexNote {
  return { severity: 'warning', text }
}

function note(text: string): IndexNote {
  return { severity: 'note', text }
}

/** How long ago, as people say it. */
export function ago(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (!(minutes > 1)) return 'a moment ago'
  if (minutes < 120) return `${minutes} minutes ago`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`
}
