import { hash } from 'node:crypto'
import type { App } from './app.ts'
import { ensure, type Github } from './client.ts'

/** The required check; a ruleset binds it to the App, because anybody can name a job so. */
export const CHECK_NAME = 'gate'

export interface CheckText {
  conclusion: 'success' | 'neutral' | 'failure'
  title: string
  /** Markdown for people. */
  summary: string
  /** What programs read. */
  text: string
}

/** Makes sure that the newest check of the App on a commit says this. */
export async function ensureCheck(
  github: Github,
  app: App,
  sha: string,
  { conclusion, ...output }: CheckText,
): Promise<void> {
  const { rest, at } = github
  const said = JSON.stringify([conclusion, output])
  const externalId = hash('sha256', said)
  await ensure(
    github,
    async () => {
      const newest = await findCheck(github, app, sha)
      return newest?.externalId === externalId ? newest : null
    },
    async () => {
      await rest.checks.create({
        ...at,
        name: CHECK_NAME,
        head_sha: sha,
        status: 'completed',
        conclusion,
        external_id: externalId,
        output,
      })
      return { externalId, conclusion, text: output.text }
    },
  )
}

/** What the App's newest completed check on a commit says; null where there is none. */
export async function findCheck(
  { rest, at }: Github,
  app: App,
  sha: string,
): Promise<{ externalId: string; conclusion: string | null; text: string } | null> {
  const { data } = await rest.checks.listForRef({
    ...at,
    ref: sha,
    check_name: CHECK_NAME,
    filter: 'all',
    per_page: 100,
  })
  const own = data.check_runs
    .filter((run) => run.app?.slug === app.slug && run.status === 'completed')
    .sort((a, b) => b.id - a.id)[0]
  if (!own) return null
  return {
    externalId: own.external_id ?? '',
    conclusion: own.conclusion,
    text: own.output.text ?? '',
  }
}
