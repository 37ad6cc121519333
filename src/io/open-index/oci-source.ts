import type { FoundPackage, IndexHandle, IndexNote } from '../../core/index-handle.ts'
import type { Listing } from '../../core/listing.ts'
import { parseReference } from '../../core/oci-ref.ts'
import { Cache, type Cached } from './cache.ts'
import { ago, FRESH_MS, type OpenOptions } from './open-options.ts'

/** What is kept of an index in a registry; its packages stand in a file of their own. */
interface Kept {
  format: 1
  digest: string
  listing: Listing
  notes: IndexNote[]
}

/**
 * Opens an index that stands in a registry, as a Flux artifact of entries or of a catalog. What was
 * pulled once is kept, and pulled again only where the tag names another digest.
 *
 * @throws where it cannot be pulled and nothing was kept
 */
export async function openOciIndex(location: string, options: OpenOptions): Promise<IndexHandle> {
  const cache = new Cache(options.env)
  const key = keyOf(location, options)
  const cached = cache.read(key, isKept)
  const { kept, notes } = await current(location, cached, cache, options)
  return {
    location,
    listing: kept.listing,
    notes: [...notes, ...kept.notes],
    isExpired: false,
    readPackage: async (name) => {
      const packages = cache.read(detailsKey(kept), isDetails)?.value
      if (packages) return Object.hasOwn(packages, name) ? (packages[name] ?? null) : null
      const pulled = await pull(location, kept.digest, options)
      return pulled.details[name] ?? null
    },
  }
}

/** What stands in for a registry must not be taken for it later. */
function keyOf(location: string, { insecureRegistries }: OpenOptions): string {
  return ['index', location, ...insecureRegistries].join(' ')
}

async function current(
  location: string,
  cached: Cached<Kept> | null,
  cache: Cache,
  options: OpenOptions,
): Promise<{ kept: Kept; notes: IndexNote[] }> {
  const age = cached ? options.now.getTime() - cached.checkedAt : Number.POSITIVE_INFINITY
  const kept = cached?.value
  const note = (severity: IndexNote['severity'], text: string) => [{ severity, text }]
  if (options.offline && !kept) {
    throw new Error(
      `the index ${location} was never pulled, so that it cannot be read offline\nRun once without --offline.`,
    )
  }
  if (kept && options.offline) {
    return { kept, notes: note('note', `Offline: this is the index as it was ${ago(age)}.`) }
  }
  if (kept && age >= 0 && age < FRESH_MS && !options.refresh) return { kept, notes: [] }
  try {
    const digest = await resolve(location, options)
    if (kept?.digest === digest) {
      cache.touch(keyOf(location, options), options.now)
      return { kept, notes: [] }
    }
    const { details, ...pulled } = await pull(location, digest, options)
    // The packages first: a listing must not name what cannot be found.
    cache.write(detailsKey(pulled), details, options.now)
    cache.write(keyOf(location, options), pulled, options.now)
    return { kept: pulled, notes: [] }
  } catch (error) {
    if (!kept || options.signal.aborted || !(error instanceof Error)) throw error
    return {
      kept,
      notes: note('warning', `${error.message}\nThis is the index as it was ${ago(age)}.`),
    }
  }
}

async function open(location: string, { insecureRegistries, env }: OpenOptions) {
  const reference = parseReference(location)
  if (!reference) {
    throw new Error(
      `${location} is no reference of an index\nWrite it as oci://ghcr.io/acme/index:latest.`,
    )
  }
  const { openForUser } = await import('../registry/user-registry.ts')
  return { reference, repository: openForUser(reference, { insecure: insecureRegistries, env }) }
}

async function resolve(location: string, options: OpenOptions): Promise<string> {
  const { reference, repository } = await open(location, options)
  if (reference.tag.startsWith('sha256:')) return reference.tag
  return (await repository.resolveTag(reference.tag)).digest
}

async function pull(
  location: string,
  digest: string,
  options: OpenOptions,
): Promise<Kept & { details: Record<string, FoundPackage> }> {
  const { repository } = await open(location, options)
  const { pullFiles } = await import('../registry/pull-artifact.ts')
  const { openFiles } = await import('./tree-source.ts')
  const { listing, notes, find } = openFiles(location, await pullFiles(repository, digest))
  const details: Record<string, FoundPackage> = Object.create(null)
  for (const { name } of listing.packages) {
    const found = find(name)
    if (found) details[name] = found
  }
  return { format: 1, digest, listing, notes, details }
}

/** The files of an index in a registry, as they are there now. */
export async function pullIndex(
  location: string,
  options: OpenOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { repository } = await open(location, options)
  const { pullFiles } = await import('../registry/pull-artifact.ts')
  return pullFiles(repository, await resolve(location, options))
}

function detailsKey({ digest }: Kept): string {
  return `packages ${digest}`
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const { format, digest, listing, notes } = value as Partial<Kept>
  return (
    format === 1 &&
    typeof digest === 'string' &&
    Array.isArray(listing?.packages) &&
    Array.isArray(notes)
  )
}

function isDetails(value: unknown): value is Record<string, FoundPackage> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
