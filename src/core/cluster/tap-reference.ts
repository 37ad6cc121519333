import { quote } from '../printable.ts'

/** A repository, and a tag of it, as somebody names them for a tap. */
export interface TapReference {
  host: string
  path: string
  /** `oci://`, host and path. */
  url: string
  /** Null for a repository right below its host. */
  org: string | null
  repo: string
  tag: string
}

const REFERENCE = /^oci:\/\/([^/@]+)\/([^:@]*[^:@/])\/?(?::([\w][\w.-]{0,127}))?$/

/** Reads `oci://host[:port][/path]/org/repo[:tag]` as upstream's client does, or says what is wrong. */
export function parseTapReference(text: string): TapReference | { problem: string } {
  if (text.includes('@')) {
    return {
      problem: `${quote(text)} holds a digest, and a tap follows a tag\nWrite the tag in its place, and --digest beside it to pin the cluster to what was checked.`,
    }
  }
  const [, host, path, tag = 'latest'] = REFERENCE.exec(text) ?? []
  if (!host || !path) {
    return {
      problem: `${quote(text)} is no reference of a repository\nWrite oci://host/organisation/repository:tag, or the name of a package in the index.`,
    }
  }
  const [repo = path, org = null] = path.split('/').reverse()
  return { host, path, url: `oci://${host}/${path}`, org, repo, tag }
}
