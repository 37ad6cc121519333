import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diagnose, exitCodeOf, formatOutcomes } from '../src/core/doctor/diagnose.ts'
import { readWorkflowNeeds } from '../src/core/doctor/workflow-needs.ts'
import { askGit } from '../src/io/git.ts'
import { CHECK_NAME } from '../src/io/github/checks.ts'
import { openGithub, statusOf } from '../src/io/github/client.ts'
import { LABEL } from '../src/io/github/issues.ts'
import { readSettings } from '../src/io/github/settings.ts'
import { openRepository } from '../src/io/registry/oci-registry.ts'
import { DEFAULT_SITE_URL, parseSiteUrl } from './compile.ts'
import { parseInsecure } from './registry-options.ts'
import { CannotRun, paint, run } from './run.ts'

const HELP = `Checks the settings of the repository on GitHub against what the workflows here need, and says of each
that is missing where to mend it. It reads, and changes nothing.

  npm run doctor                          the repository that origin names
  npm run doctor -- --repo OWNER/NAME     another one
  npm run -s doctor -- --json             {"repository":...,"outcomes":[...]} on standard output
  npm run doctor -- --insecure-registry ghcr.io=HOST:PORT    the registry to ask in plain HTTP

The token is GITHUB_TOKEN, or that of the GitHub CLI (gh auth login). An administrator of the repository who
owns the organisation sees everything; of what others may not see it says so. Names of secrets are
read, their values never.

Exit code: 0 all is done; 1 something is missing; 2 something could not be seen, or it could not run.
`

const options = {
  repo: { type: 'string' },
  json: { type: 'boolean', default: false },
  'insecure-registry': { type: 'string', multiple: true, default: [] as string[] },
} as const

const GITHUB_DIR = fileURLToPath(new URL('../.github/', import.meta.url))
const REGISTRY = 'ghcr.io'
const LANES = ['auto', 'review', 'refused']

await run(HELP, options, async (flags) => {
  const repository = flags.repo ?? process.env['GITHUB_REPOSITORY'] ?? ofOrigin()
  const insecure = parseInsecure(flags['insecure-registry'])
  const github = openGithub({
    apiUrl: process.env['GITHUB_API_URL'] || 'https://api.github.com',
    repository,
    token: findToken(),
    secondMs: Number(process.env['GITHUB_SECOND_MS'] || 1000),
  })
  const artifact = openRepository(insecure.get(REGISTRY) ?? REGISTRY, repository.toLowerCase(), {
    allowedHosts: [{ host: REGISTRY, blobHosts: [] }],
    insecureHosts: new Set(insecure.values()),
    credentials: null,
  })
  const settings = await readSettings(github, artifact).catch((error) => {
    throw explain(error, repository)
  })
  const variables = 'value' in settings.variables ? settings.variables.value : new Map()
  const outcomes = diagnose(settings, readWorkflowNeeds(workflows()), {
    siteUrl: parseSiteUrl(variables.get('SITE_URL') || process.env['SITE_URL'] || DEFAULT_SITE_URL),
    labels: [...LANES.map((lane) => `lane/${lane}`), LABEL],
    issueForms: readdirSync(join(GITHUB_DIR, 'ISSUE_TEMPLATE')).sort(),
    check: CHECK_NAME,
  })
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ repository, outcomes }, null, 2)}\n`
      : formatOutcomes(outcomes, paint),
  )
  return exitCodeOf(outcomes)
})

function workflows(): Map<string, string> {
  const folder = join(GITHUB_DIR, 'workflows')
  return new Map(
    readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => [`.github/workflows/${name}`, readFileSync(join(folder, name), 'utf8')]),
  )
}

/** The repository that the remote origin names, over SSH or HTTPS. */
function ofOrigin(): string {
  const url = askGit('.', ['remote', 'get-url', 'origin'])?.stdout.toString().trim() ?? ''
  const [, name] = /github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url) ?? []
  if (name) return name
  throw new CannotRun('origin is no repository on GitHub\nName one with --repo OWNER/NAME.')
}

function findToken(): string {
  const given = process.env['GITHUB_TOKEN']
  if (given) return given
  const { status, stdout } = spawnSync('gh', ['auth', 'token'], { encoding: 'utf8' })
  if (status === 0 && stdout.trim()) return stdout.trim()
  throw new CannotRun('there is no token\nSet GITHUB_TOKEN, or log in with gh auth login.')
}

function explain(error: unknown, repository: string): unknown {
  const status = statusOf(error)
  if (status === 401) return new CannotRun('GitHub refuses the token\nLog in again: gh auth login')
  if (status === 404) {
    return new CannotRun(
      `GitHub shows no repository ${repository}\nName it with --repo OWNER/NAME.`,
    )
  }
  return error
}
