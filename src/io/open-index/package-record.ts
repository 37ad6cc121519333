import type { IndexHandle } from '../../core/index-handle.ts'
import { printable } from '../../core/printable.ts'
import type { Package } from '../../core/schemas/catalog.ts'
import { HttpError, httpGet } from '../http-get.ts'
import { sha256 } from '../sha256.ts'
import type { Cache } from './cache.ts'
import {
  FIRST_TIMEOUT_MS,
  FRESH_MS,
  MOST_BYTES,
  type OpenOptions,
  RENEWAL_TIMEOUT_MS,
} from './open-options.ts'

/** The record of a package, and what it was fetched beside. */
interface Kept {
  catalog: string
  sha256: string
  full: Package
}

/** What a catalog says of a record: the hash of the one, and its own. */
interface Vouched {
  /** The SHA-256 of the record; null where the catalog does not say. */
  record: string | null
  /** The SHA-256 of the catalog that is in use. */
  catalog: string
}

/** A record is not the one that its catalog names. */
export class NotVouchedFor extends HttpError {
  constructor(where: string, name: string) {
    super(
      `${where} does not hold the record of ${printable(name)} that the catalog vouches for\nIt may have been published a moment ago: try again in some minutes.`,
      true,
    )
  }
}

/**
 * Fetches the record of a package beside its catalog, or takes the one that was kept: the one that the
 * catalog names by its hash for good, and of a catalog that names none, for some minutes.
 *
 * @throws NotVouchedFor where another one is there
 */
export async function readPackage(
  url: URL,
  name: string,
  vouched: Vouched,
  cache: Cache,
  options: OpenOptions,
): ReturnType<IndexHandle['readPackage']> {
  const at = new URL(`packages/${encodeURIComponent(name)}.json`, url)
  const key = `package ${at.href}`
  const cached = cache.read(key, (value): value is Kept => isKept(value, name))
  const isVouchedFor = vouched.record === null || cached?.value.sha256 === vouched.record
  const old = cached && isVouchedFor ? cached.value.full : null
  const age = options.now.getTime() - (cached?.checkedAt ?? 0)
  const isOfThis = cached?.value.catalog === vouched.catalog && age >= 0 && age < FRESH_MS
  const isFresh = vouched.record !== null || (isOfThis && !options.refresh)
  if (old && (options.offline || isFresh)) return { entry: old, full: old }
  if (options.offline) {
    const what = cached ? 'not fetched since the index changed' : 'never fetched'
    throw new Error(`the details of ${name} were ${what}\nRun once without --offline.`)
  }
  try {
    const answer = await httpGet(at, {
      env: options.env,
      signal: options.signal,
      timeoutMs: old ? RENEWAL_TIMEOUT_MS : FIRST_TIMEOUT_MS,
      cap: MOST_BYTES,
    })
    if (typeof answer === 'string') return null
    const found = sha256(answer.bytes)
    const { readPackageRecord } = await import('../../core/read-catalog.ts')
    const full = readPackageRecord(answer.bytes, at.href)
    const isIt = vouched.record === null ? full.name === name : found === vouched.record
    if (!isIt) throw new NotVouchedFor(at.href, name)
    const kept: Kept = { catalog: vouched.catalog, sha256: found, full }
    cache.write(key, kept, options.now)
    return { entry: full, full }
  } catch (error) {
    if (old && error instanceof HttpError && !error.hasAnswered) return { entry: old, full: old }
    throw error
  }
}

function isKept(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { full } = value as Partial<Kept>
  return typeof full === 'object' && full?.name === name && Array.isArray(full.releases)
}
