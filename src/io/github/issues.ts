import type { WantedIssue } from '../../core/refresh-issues.ts'
import type { App } from './app.ts'
import { ensure, type Github } from './client.ts'

export const LABEL = 'refresh'

/** Pages of a hundred, newest first. */
const MOST_PAGES = 10

interface KnownIssue {
  number: number
  title: string
  body: string
  open: boolean
}

/**
 * Makes the App's issues say what is wanted: one for each marker, opened, reworded or opened again;
 * those that nobody wants any more are closed, but for `untouched`, of which nothing is known now.
 *
 * @param most as many issues are opened in one run at most
 * @returns how many were left for the next run
 */
export async function reconcileIssues(
  github: Github,
  app: App,
  wanted: readonly WantedIssue[],
  untouched: (marker: string) => boolean,
  most: number,
): Promise<number> {
  const known = await listIssues(github, app)
  let opened = 0
  let left = 0
  for (const one of wanted) {
    const issue = known.get(one.marker)
    if (!issue?.open && opened === most) {
      left++
      continue
    }
    if (!issue?.open) opened++
    await ensureIssue(github, app, one, issue ?? null)
  }
  const markers = new Set(wanted.map(({ marker }) => marker))
  for (const [marker, { number, open }] of known) {
    if (open && !markers.has(marker) && !untouched(marker)) await close(github, number)
  }
  return left
}

async function ensureIssue(
  github: Github,
  app: App,
  { marker, title, body }: WantedIssue,
  first: KnownIssue | null,
): Promise<void> {
  const { rest, at } = github
  let known = first
  let looked = false
  await ensure(
    github,
    async () => {
      // Once a write may have been lost, what was listed before is no longer true.
      if (looked) known = (await listIssues(github, app)).get(marker) ?? null
      looked = true
      return known?.open && known.title === title && known.body === body ? true : null
    },
    async () => {
      if (known) {
        const issue_number = known.number
        await rest.issues.update({ ...at, issue_number, title, body, state: 'open' })
      } else await rest.issues.create({ ...at, title, body, labels: [LABEL] })
      return true
    },
  )
}

async function close(github: Github, number: number): Promise<void> {
  const { rest, at } = github
  const issue = { ...at, issue_number: number }
  await ensure(
    github,
    async () => ((await rest.issues.get(issue)).data.state === 'closed' ? true : null),
    async () => {
      await rest.issues.update({ ...issue, state: 'closed', state_reason: 'completed' })
      return true
    },
  )
}

/** The App's issues by their markers, the newest where there are several of one. */
async function listIssues(
  { rest, at, paginate }: Github,
  app: App,
): Promise<Map<string, KnownIssue>> {
  const known = new Map<string, KnownIssue>()
  const creator = `${app.slug}[bot]`
  const options = { ...at, labels: LABEL, creator, state: 'all', per_page: 100 } as const
  let pages = 0
  for await (const { data } of paginate.iterator(rest.issues.listForRepo, options)) {
    for (const { number, title, body, state, user, pull_request } of data) {
      const marker = body?.split('\n', 1)[0] ?? ''
      if (pull_request || user?.id !== app.bot || known.has(marker)) continue
      known.set(marker, { number, title, body: body ?? '', open: state === 'open' })
    }
    pages++
    if (pages === MOST_PAGES) break
  }
  return known
}
