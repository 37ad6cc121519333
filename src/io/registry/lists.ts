import { checkDigest, mediaTypeOf, nextPage, refuseWebPage } from './answers.ts'
import { RegistryError } from './error.ts'
import type { Answer } from './http.ts'
import type { Deadline, Question, RegistrySession } from './session.ts'

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'

/** Everything that a tag can name, so that what is no Flux artifact is refused by its name. */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  OCI_INDEX,
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ')

/** The size up to which the distribution specification lets a registry count on a manifest. */
const MANIFEST_CAP = 4 * 1024 * 1024

export function manifestQuestion(path: string, reference: string, what: string): Question {
  return {
    method: 'GET',
    at: `/v2/${path}/manifests/${reference}`,
    headers: { accept: MANIFEST_TYPES },
    cap: MANIFEST_CAP,
    what,
  }
}

/** Follows the header `Link` from page to page of a list, within the same list. */
export async function readPages(
  session: RegistrySession,
  list: { at: string; what: string; headers?: Record<string, string> },
  deadline: Deadline,
): Promise<Answer[]> {
  const pages: Answer[] = []
  const seen = new Set<string>()
  let at: string | URL | null = list.at
  while (at !== null) {
    if (pages.length >= session.limits.pages)
      throw new RegistryError(
        'too-large',
        `${session.host} has more than ${session.limits.pages} pages of ${list.what}`,
      )
    const question: Question = { ...list, method: 'GET', at, cap: MANIFEST_CAP }
    const page: Answer = await session.ask(question, deadline)
    refuseWebPage(page, list.what)
    pages.push(page)
    seen.add(page.url.href)
    at = nextPage(page)
    if (at !== null && (at.pathname !== list.at || seen.has(at.href)))
      throw new RegistryError('invalid', `${session.host} leads astray in ${list.what}`)
  }
  return pages
}

/** By the referrers API, or by the tag that stands in for it where a registry has none. */
export async function readReferrers(
  session: RegistrySession,
  path: string,
  digest: string,
  deadline: Deadline,
): Promise<Answer[]> {
  const what = `the referrers of ${path}@${checkDigest(digest)}`
  const list = { at: `/v2/${path}/referrers/${digest}`, what, headers: { accept: OCI_INDEX } }
  try {
    const pages = await readPages(session, list, deadline)
    if (pages.every((page) => mediaTypeOf(page) === OCI_INDEX)) return pages
  } catch (error) {
    if (!isUnsupported(error)) throw error
  }
  const question = manifestQuestion(path, digest.replace(':', '-'), what)
  const answer = await session.ask({ ...question, accepted: [404] }, deadline)
  return answer.status === 404 ? [] : [answer]
}

/** Whether a registry does not know a question; some answer it with a page, or lead to one. */
function isUnsupported(error: unknown): boolean {
  return (
    error instanceof RegistryError &&
    ['not-found', 'invalid', 'redirect', 'not-allowed'].includes(error.code)
  )
}
