import { type Github, statusOf } from './client.ts'

/** A pull request as it is now. */
export interface PullRequest {
  number: number
  head: string
  /** Its author's numeric account. */
  author: string
  base: string
  open: boolean
  draft: boolean
  merged: boolean
  labels: string[]
}

/** Pages of a hundred: more open pull requests than that are left for the next run. */
const MOST_PAGES = 10

/** Reads one pull request; null where there is none. */
export async function readPull({ rest, at }: Github, number: number): Promise<PullRequest | null> {
  try {
    const { data } = await rest.pulls.get({ ...at, pull_number: number })
    return { ...describe(data), merged: data.merged }
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

/** The open pull requests for a branch, oldest first. */
export async function listOpenPulls(
  { rest, at, paginate }: Github,
  base: string,
): Promise<PullRequest[]> {
  let pages = 0
  const all = await paginate(
    rest.pulls.list,
    { ...at, base, state: 'open', sort: 'created', direction: 'asc', per_page: 100 },
    ({ data }, done) => {
      pages++
      if (pages === MOST_PAGES) done()
      return data
    },
  )
  return all.map((one) => ({ ...describe(one), merged: false }))
}

interface Described {
  number: number
  head: { sha: string }
  base: { ref: string }
  user: { id: number } | null
  state: string
  draft?: boolean | undefined
  labels: { name: string }[]
}

function describe({ number, head, base, user, state, draft, labels }: Described) {
  return {
    number,
    head: head.sha,
    author: String(user?.id ?? 0),
    base: base.ref,
    open: state === 'open',
    draft: draft === true,
    labels: labels.map(({ name }) => name),
  }
}
