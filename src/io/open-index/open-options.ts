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
export const LONGEST_FRESH_MS = 60 * 60_000

export const MOST_BYTES = 64 * 1024 * 1024
export const FIRST_TIMEOUT_MS = 60_000
/** Who has a copy does not wait long for a newer one. */
export const RENEWAL_TIMEOUT_MS = 8_000

/** How long ago, as people say it. */
export function ago(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (!(minutes > 1)) return 'a moment ago'
  if (minutes < 120) return `${minutes} minutes ago`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`
}
