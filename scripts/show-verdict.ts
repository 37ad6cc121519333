import { appendFileSync } from 'node:fs'
import { verdictAnnotations } from '../src/core/gate/annotations.ts'
import { renderComment } from '../src/core/gate/comment.ts'
import { DEFAULT_SITE_URL, parseSiteUrl } from './compile.ts'
import { readVerdict } from './read-verdict.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Shows a verdict of the gate where a workflow runs: as annotations, and as the job's summary.

  npm run gate:show -- --verdict FILE

GITHUB_STEP_SUMMARY and GITHUB_OUTPUT are the runner's files; the output lane is set. Exit code: 0 done, 2 could not run.
`

const options = { verdict: { type: 'string' } } as const

await run(HELP, options, ({ verdict: file }) => {
  if (!file) throw new CannotRun('--verdict FILE is needed: what npm run -s gate -- --json printed')
  const verdict = readVerdict(file)
  process.stdout.write(verdictAnnotations(verdict))
  const siteUrl = parseSiteUrl(process.env['SITE_URL'] || DEFAULT_SITE_URL)
  append('GITHUB_STEP_SUMMARY', `${renderComment(verdict, siteUrl)}\n`)
  append('GITHUB_OUTPUT', `lane=${verdict.lane}\n`)
  return 0
})

/** Into a file of the runner; outside a workflow there is none. */
function append(variable: string, text: string): void {
  const file = process.env[variable]
  if (file) appendFileSync(file, text)
}
