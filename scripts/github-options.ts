import { type App, readApp } from '../src/io/github/app.ts'
import { type Github, openGithub } from '../src/io/github/client.ts'
import { CannotRun } from './run.ts'

/** What every command that writes to GitHub takes from its workflow. */
export const GITHUB_HELP = `From the environment, as workflows set it: GITHUB_REPOSITORY, GITHUB_API_URL, GITHUB_TOKEN (of the App)
and APP_SLUG. GITHUB_SECOND_MS is how long a second of waiting lasts, for tests that have no time.
`

/** Opens the repository of the workflow, as the App whose token it has. */
export async function openAsApp(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ github: Github; app: App }> {
  const github = openGithub({
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    repository: demand(env, 'GITHUB_REPOSITORY'),
    token: demand(env, 'GITHUB_TOKEN'),
    secondMs: Number(env['GITHUB_SECOND_MS'] || 1000),
  })
  return { github, app: await readApp(github, demand(env, 'APP_SLUG')) }
}

function demand(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name]
  if (!value) throw new CannotRun(`${name} is not set\nThe workflows in .github/workflows set it.`)
  return value
}
