import type { App } from './app.ts'
import { ensure, type Github } from './client.ts'

/**
 * Makes sure that an issue or a pull request has one comment with this text: the App's own, found by
 * its marker and its author, is changed in place. Anybody can write the marker; nobody the author.
 *
 * @param marker the first line of the text
 */
export async function ensureComment(
  github: Github,
  app: App,
  number: number,
  marker: string,
  body: string,
): Promise<void> {
  const { rest, at } = github
  let known: { id: number; body: string } | null = null
  await ensure(
    github,
    async () => {
      known = await findComment(github, app, number, marker)
      return known?.body === body ? known : null
    },
    async () => {
      const { data } = known
        ? await rest.issues.updateComment({ ...at, comment_id: known.id, body })
        : await rest.issues.createComment({ ...at, issue_number: number, body })
      return { id: data.id, body }
    },
  )
}

/** The App's own comment with a marker, or null: the first, should there ever be two. */
export async function findComment(
  { rest, at, paginate }: Github,
  app: App,
  number: number,
  marker: string,
): Promise<{ id: number; body: string } | null> {
  const options = { ...at, issue_number: number, per_page: 100 }
  for await (const { data } of paginate.iterator(rest.issues.listComments, options)) {
    const own = data.find(({ user, body }) => user?.id === app.bot && body?.startsWith(marker))
    if (own) return { id: own.id, body: own.body ?? '' }
  }
  return null
}
