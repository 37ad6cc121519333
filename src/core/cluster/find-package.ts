import { nearestNames } from '../names.ts'
import { quote } from '../printable.ts'
import { type ClusterState, type PackageSource, TAP_LABEL, TAP_SOURCE } from './objects.ts'

/**
 * Finds the PackageSource that somebody means: by its name, by the last part of it, or within a tap
 * as `tap/package`.
 *
 * @returns why there is none or more than one, with the commands that would do
 */
export function resolvePackage(
  words: string,
  { packageSources }: ClusterState,
): PackageSource | string {
  const slash = words.lastIndexOf('/')
  const tap = slash === -1 ? null : words.slice(0, slash)
  const wanted = words.slice(slash + 1)
  const inTap = packageSources.filter((one) => tap === null || isTap(tapOf(one), tap))
  if (inTap.length === 0) return tap === null ? NOTHING : noTap(tap, packageSources)
  const exact = inTap.find(({ metadata }) => metadata.name === wanted)
  if (exact) return exact
  const short = inTap.filter(({ metadata }) => metadata.name.endsWith(`.${wanted}`))
  const [only, ...others] = short
  if (only && others.length === 0) return only
  if (only) {
    const commands = short.map((one) => `  cozypkg add ${addressOf(one)}`)
    return `${quote(words)} can be ${short.length} packages.\nSay which:\n${commands.join('\n')}`
  }
  const near = nearestNames(
    wanted,
    inTap.map(({ metadata }) => metadata.name),
  )
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : `Look for it with cozypkg search ${wanted}, and tap its repository.`
  return `The cluster has no PackageSource ${quote(words)}.\n${hint}`
}

const NOTHING = 'The cluster has no PackageSources at all.\nIs this a Cozystack cluster?'

/** The tap that a PackageSource came with, or null for one that no tap made. */
export function tapOf({ metadata }: PackageSource): string | null {
  return metadata.labels[TAP_LABEL] === 'true' ? (metadata.annotations[TAP_SOURCE] ?? null) : null
}

/** A tap goes by the name of its Flux source, with or without `tap-`. */
function isTap(source: string | null, tap: string): boolean {
  return source !== null && (source === tap || source === `tap-${tap}`)
}

function addressOf(source: PackageSource): string {
  const tap = tapOf(source)
  return tap === null ? source.metadata.name : `${tap.replace(/^tap-/, '')}/${source.metadata.name}`
}

function noTap(tap: string, sources: readonly PackageSource[]): string {
  const taps = [...new Set(sources.map(tapOf))].filter((one) => one !== null)
  const near = nearestNames(
    tap,
    taps.flatMap((one) => [one, one.replace(/^tap-/, '')]),
    1,
  )
  const known = taps.length > 0 ? `There are ${taps.join(', ')}.` : 'Nothing is tapped.'
  return `The cluster has no tap ${quote(tap)}.\n${near.length > 0 ? `Did you mean ${near[0]}?` : known}`
}
