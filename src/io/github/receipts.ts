import type { App } from './app.ts'
import type { Github } from './client.ts'

/** A pull request that was merged not long ago, and may still wait for its receipt. */
export interface MergedPull {
  number: number
  mergedAt: string
  mergeCommit: string
  /** The files that it changed. */
  files: string[]
}

/** As many of the last changed pull requests are looked at; the rest had their time. */
const MOST_PULLS = 50
const MOST_DAYS = 7

/**
 * The pull requests that were merged into a branch within a week, the last changed first.
 *
 * @param now RFC 3339
 */
export async function listMerged(
  { rest, at }: Github,
  base: string,
  now: string,
): Promise<Omit<MergedPull, 'files'>[]> {
  const since = Date.parse(now) - MOST_DAYS * 24 * 60 * 60 * 1000
  const { data } = await rest.pulls.list({
    ...at,
    base,
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: MOST_PULLS,
  })
  return data.flatMap(({ number, merged_at: mergedAt, merge_commit_sha: mergeCommit }) =>
    mergedAt && mergeCommit && Date.parse(mergedAt) >= since
      ? [{ number, mergedAt, mergeCommit }]
      : [],
  )
}

/** The files that a pull request changed, the first hundred: more are refused by the gate. */
export async function listFiles({ rest, at }: Github, number: number): Promise<string[]> {
  const { data } = await rest.pulls.listFiles({ ...at, pull_number: number, per_page: 100 })
  return data.map(({ filename }) => filename)
}

/** The first line of a receipt. */
export const RECEIPT_MARKER = '<!-- packages-index: receipt -->'

/** Whether the App has given a receipt for a pull request. */
export async function hasReceipt(
  { rest, at, paginate }: Github,
  app: App,
  number: number,
): Promise<boolean> {
  const comments = await paginate(rest.issues.listComments, {
    ...at,
    issue_number: number,
    per_page: 100,
  })
  return comments.some(({ user, body }) => user?.id === app.bot && body?.startsWith(RECEIPT_MARKER))
}
