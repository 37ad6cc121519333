import type { IndexHandle } from '../../core/index-handle.ts'
import type { Package } from '../../core/schemas/catalog.ts'
import { HttpError, httpGet } from '../http-get.ts'
import type { Cache } from './cache.ts'
import {
  FIRST_TIMEOUT_MS,
  FRESH_MS,
  MOST_BYTES,
  type OpenOptions,
  RENEWAL_TIMEOUT_MS,
} from './open-options.ts'

/** The record of a package, and the hash of the catalog that it was fetched beside. */
interface Kept {
  catalog: string
  full: Package
}

/** A record says something else of its package than the signed catalog does. */
export class NotVouchedFor extends HttpError {
  constructor(at: URL, name: string) {
    super(
      `${at.href} says something else of ${name} than the catalog that its publisher signed\nIt may have been published a moment ago: try again in some minutes.`,
      true,
    )
  }
}

/**
 * Fetches the record of a package beside its catalog, or takes the one that was kept. A record that
 * was kept beside another catalog is asked for again: a version or a freeze may be new.
 *
 * @param catalog the hash of the catalog that is in use
 * @param isVouchedFor whether that catalog says the same of the package
 * @throws NotVouchedFor where it does not
 */
export async function readPackage(
  url: URL,
  name: string,
  catalog: string,
  cache: Cache,
  options: OpenOptions,
  isVouchedFor: (full: Package) => boolean,
): ReturnType<IndexHandle['readPackage']> {
  const at = new URL(`packages/${encodeURIComponent(name)}.json`, url)
  const key = `package ${at.href}`
  const { readPackageRecord } = await import('../../core/read-catalog.ts')
  const cached = cache.read(key, (value): value is Kept => isKept(value, name))
  const old = cached?.value.full ?? null
  const age = options.now.getTime() - (cached?.checkedAt ?? 0)
  const isOfThis = cached?.value.catalog === catalog
  const isFresh = isOfThis && age >= 0 && age < FRESH_MS && !options.refresh
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
    if (!isVouchedFor(full)) throw new NotVouchedFor(at, name)
    cache.write(key, { catalog, full } satisfies Kept, options.now)
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
