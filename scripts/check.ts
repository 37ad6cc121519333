import { formatAnnotations, formatFindings, formatSummary, toReport } from '../src/core/report.ts'
import { DEFAULT_INDEX, loadIndex } from './load-index.ts'
import { paint, run } from './run.ts'

const HELP = `Judges every file of an index folder by every offline rule.

  npm run check                      the folder index/
  npm run check -- --index DIR       another folder
  npm run -s check -- --json         {"findings":[...],"counts":{...}} on standard output
  npm run check -- --github          also as annotations of a GitHub workflow run
                                     (by itself where GITHUB_ACTIONS is true)

Exit code: 0 no errors (warnings allowed), 1 errors, 2 could not run.
`

const options = {
  index: { type: 'string', default: DEFAULT_INDEX },
  json: { type: 'boolean', default: false },
  github: { type: 'boolean', default: process.env['GITHUB_ACTIONS'] === 'true' },
} as const

await run(HELP, options, (flags) => {
  const { index, shown, sourceOf } = loadIndex(flags.index)
  const report = toReport(shown)
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  } else {
    if (flags.github) process.stdout.write(formatAnnotations(shown))
    process.stdout.write(formatFindings(shown, sourceOf, paint))
    const separator = shown.length > 0 ? '\n' : ''
    process.stdout.write(`${separator}${formatSummary(report.counts, index.entries.size)}\n`)
  }
  return report.counts.error > 0 ? 1 : 0
})
