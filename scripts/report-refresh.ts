import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { readOciRef } from '../src/core/oci-ref.ts'
import { hostIssue, packageIssue, packageMarker } from '../src/core/refresh-issues.ts'
import { type Github, mayPass, statusOf } from '../src/io/github/client.ts'
import { reconcileIssues } from '../src/io/github/issues.ts'
import { keepAlive } from '../src/io/github/keep-alive.ts'
import { readStatuses } from '../src/io/status-folder.ts'
import { DEFAULT_SITE_URL, parseSiteUrl } from './compile.ts'
import { GITHUB_HELP, openAsApp } from './github-options.ts'
import { DEFAULT_INDEX, loadIndex } from './load-index.ts'
import { CannotRun, numberOf, run } from './run.ts'

const HELP = `Keeps one issue for each package that is not well and for each registry that does not answer, and
closes those of packages and registries that are well again.

  npm run refresh:report -- --status DIR --report FILE    what npm run refresh wrote
  npm run refresh:report -- --most N                      opens at most N issues; the rest next time
  npm run refresh:report -- --keep-alive refresh.yml      also enables these workflows again, which
                                                          GitHub stops after 60 days without a change;
                                                          what a person switched off stays off

${GITHUB_HELP}
Exit code: 0 done, 1 some are left for the next run, 2 could not run, or a workflow that GitHub refuses to enable.
`

const options = {
  index: { type: 'string', default: DEFAULT_INDEX },
  status: { type: 'string' },
  report: { type: 'string' },
  most: { type: 'string', default: '10' },
  'keep-alive': { type: 'string', multiple: true, default: [] as string[] },
} as const

const ReportSchema = z.object({
  hosts: z.array(z.object({ host: z.string(), reason: z.string() })),
})

await run(HELP, options, async (flags) => {
  if (!flags.status || !flags.report) throw new CannotRun('--status and --report are needed')
  const { github, app } = await openAsApp()
  const siteUrl = parseSiteUrl(process.env['SITE_URL'] || DEFAULT_SITE_URL)
  const { index } = loadIndex(flags.index)
  const { hosts } = readReport(flags.report)
  const silent = new Set(hosts.map(({ host }) => host))
  const statuses = [...readStatuses(flags.status).values()].filter(({ name }) =>
    index.entries.has(name),
  )
  // Of a package whose registry does not answer, nothing is known: its issue stays as it is.
  const unknown = new Set(
    [...index.entries.values()].flatMap(({ value }) =>
      value && silent.has(readOciRef(value.ociRef)?.host ?? '') ? [packageMarker(value.name)] : [],
    ),
  )
  const packages = statuses
    .filter(({ name }) => !unknown.has(packageMarker(name)))
    .flatMap((status) => packageIssue(status, siteUrl) ?? [])
  const wanted = [...hosts.map(({ host, reason }) => hostIssue(host, reason)), ...packages]
  const isUnknown = (marker: string) => unknown.has(marker)
  const most = numberOf('most', flags.most)
  const left = await reconcileIssues(github, app, wanted, isUnknown, most)
  process.stderr.write(`${wanted.length} issues wanted, ${left} of them left for the next run\n`)
  const failed = await keepAllAlive(github, flags['keep-alive'])
  return Math.max(left > 0 ? 1 : 0, failed)
})

/** One that fails does not hold up the others. Returns the exit code: what may pass is left for the next run. */
async function keepAllAlive(github: Github, workflows: readonly string[]): Promise<number> {
  let exitCode = 0
  for (const workflow of workflows) {
    try {
      const found = await keepAlive(github, workflow)
      if (found === 'revived') say(`${workflow} had been stopped by GitHub, and runs again`)
      if (found === 'off') say(`${workflow} was switched off by a person, and stays off`)
    } catch (error) {
      if (statusOf(error) === null) throw error
      say(`${workflow} could not be kept alive: ${error instanceof Error ? error.message : error}`)
      exitCode = Math.max(exitCode, mayPass(error) ? 1 : 2)
    }
  }
  return exitCode
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function readReport(file: string): z.infer<typeof ReportSchema> {
  if (!existsSync(file)) throw new CannotRun(`there is no ${file}: run npm run refresh -- --report`)
  const result = ReportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!result.success) throw new CannotRun(`${file} is no report of npm run refresh`)
  return result.data
}
