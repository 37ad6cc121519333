import { placeOf } from './index-file.ts'
import type { Catalog, PackageSummary } from './schemas/catalog.ts'

/** What became of one package of a merged pull request, as the live catalog shows it. */
export interface Delivery {
  name: string
  /** Null where it is gone, as a removal wants it. */
  live: Pick<PackageSummary, 'version' | 'state'> | null
}

/** The packages whose files a pull request changed, with what the live catalog says of each. */
export function deliveries(files: readonly string[], catalog: Catalog): Delivery[] {
  const names = new Set<string>()
  for (const file of files) {
    const place = file.startsWith('index/') ? placeOf(file.slice('index/'.length)) : null
    if (place?.name && (place.kind === 'entry' || place.kind === 'overview')) names.add(place.name)
  }
  return [...names].sort().map((name) => ({
    name,
    live: catalog.packages.find((one) => one.name === name) ?? null,
  }))
}

/**
 * The comment that tells an author that the change is live.
 *
 * @param marker its first line
 * @param seconds from the merge until now
 */
export function renderReceipt(
  marker: string,
  all: readonly Delivery[],
  siteUrl: string,
  seconds: number,
): string {
  const lines = all.map(({ name, live }) =>
    live
      ? `- [${name}](${siteUrl}packages/${name}/) is listed at \`${live.version}\`${live.state === 'pending' ? '; its release is being recorded' : ''}`
      : `- ${name} is no longer listed`,
  )
  return [
    marker,
    `### 📦 This is live, ${duration(seconds)} after the merge`,
    lines.length > 0 ? lines.join('\n') : `- [the index](${siteUrl})`,
  ].join('\n\n')
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
