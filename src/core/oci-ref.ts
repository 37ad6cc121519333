import { hostProblem } from './public-url.ts'

/** A repository reference without tag or digest: `oci://host/org/repo`. */
export interface OciRef {
  host: string
  /** All path segments, at least two. */
  path: string[]
  /** The last but one segment, from which the tap's name is derived. */
  org: string
  repo: string
}

/** Repository path component of the OCI distribution specification 1.1. */
const SEGMENT = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/

/** Reads a reference; on failure says what is wrong with it and how to mend it. */
export function parseOciRef(text: string): { ref: OciRef } | { problem: string; fix: string } {
  const fix = 'Write oci://host/organisation/repository.'
  if (!text.startsWith('oci://')) return { problem: 'does not begin with oci://', fix }
  const [host = '', ...path] = text.slice('oci://'.length).split('/')
  if (host.includes('@'))
    return {
      problem: 'holds credentials',
      fix: 'Remove them; private registries take a Secret at tap.',
    }
  if (/:\d+$/.test(host)) return { problem: 'names a port', fix }
  const bad = hostProblem(host)
  if (bad) return { problem: `has as host ${bad}`, fix: 'Name the public registry.' }
  const last = path.at(-1) ?? ''
  if (last.includes('@'))
    return { problem: 'holds a digest', fix: 'Remove it; the index records digests.' }
  if (last.includes(':'))
    return { problem: 'holds a tag', fix: 'Remove it; the tag stands in version.' }
  if (path.length < 2) return { problem: 'lacks the organisation or the repository', fix }
  const odd = path.find((segment) => !SEGMENT.test(segment))
  if (odd !== undefined)
    return {
      problem: `has ${JSON.stringify(odd)} as part of its path`,
      fix: 'Use lower-case letters, digits, and . _ - between them.',
    }
  const [org = '', repo = ''] = path.slice(-2)
  return { ref: { host, path, org, repo } }
}

/** Reads a reference that may be wrong; null where it is. */
export function readOciRef(text: string | null): OciRef | null {
  const result = text === null ? null : parseOciRef(text)
  return result && 'ref' in result ? result.ref : null
}

/** Registry and organisation path: who, as far as the registry knows, owns the repository. */
export function ownerOf(ref: OciRef): string {
  return `${ref.host}/${ref.path[0]}`
}

/**
 * The name of the Flux OCIRepository that a tap creates, as upstream's client derives it: from the
 * last two segments alone, so that different repositories can collide. A repository right below its
 * host has no organisation.
 */
export function tapSourceName({ org, repo }: { org: string | null; repo: string }): string {
  const base = org === null ? repo : `${org}-${repo}`
  return `tap-${base.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}`
}

/** What names one artifact: a repository, and a tag or digest of it. */
export interface ArtifactReference {
  host: string
  path: string
  /** A tag, or `sha256:` and a digest; `latest` where the reference has neither. */
  tag: string
}

/** Reads `[oci://]host[:port]/path[:tag][@digest]`; null where it is no such reference. */
export function parseReference(text: string): ArtifactReference | null {
  const match =
    /^(?:oci:\/\/)?([^/@]+)\/([^/:@][^:@]*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      text,
    )
  if (!match) return null
  const [, host = '', path = '', tag, digest] = match
  return { host, path, tag: digest ?? tag ?? 'latest' }
}
