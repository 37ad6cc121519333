import { existsSync } from 'node:fs'
import type { Verdict } from '../src/core/gate/verdict.ts'
import { printable } from '../src/core/printable.ts'
import type { App } from '../src/io/github/app.ts'
import { findCheck } from '../src/io/github/checks.ts'
import type { Github } from '../src/io/github/client.ts'
import { judgeAndMerge } from '../src/io/github/merge.ts'
import { listOpenPulls, type PullRequest, readPull } from '../src/io/github/pull-requests.ts'
import { reportUnjudged, reportVerdict, UNJUDGED } from '../src/io/github/report-verdict.ts'
import { DEFAULT_SITE_URL, parseSiteUrl } from './compile.ts'
import { GITHUB_HELP, openAsApp } from './github-options.ts'
import { judgePull, LONGEST_SECONDS, Unjudged } from './judge-pull.ts'
import { readVerdict } from './read-verdict.ts'
import { CannotRun, numberOf, run } from './run.ts'

const HELP = `Does on GitHub what follows from verdicts; whatever is done already is left alone.

  npm run act -- report --pull N --verdict FILE   check, label and comment of one pull request;
                                                  without the file: that it could not be judged
  npm run act -- merge                            judges every pull request in lane/auto again, against
                                                  the tip of main, and merges those that still are
  npm run act -- sweep                            judges and reports those that have no verdict at
                                                  their head, then merges
  npm run act -- sweep --seconds N                how long the gate may take for each (${LONGEST_SECONDS})
  npm run act -- merge --repo DIR -- ARGS         the clone to judge in; ARGS go to the gate

${GITHUB_HELP}
Exit code: 0 done, 1 some could not be done and are left for the next run, 2 could not run.
`

const options = {
  pull: { type: 'string' },
  verdict: { type: 'string' },
  repo: { type: 'string', default: '.' },
  most: { type: 'string', default: '30' },
  seconds: { type: 'string', default: `${LONGEST_SECONDS}` },
} as const

await run(
  HELP,
  options,
  async (flags, [command, ...gateArgs]) => {
    const { github, app } = await openAsApp()
    const siteUrl = parseSiteUrl(process.env['SITE_URL'] || DEFAULT_SITE_URL)
    const seconds = numberOf('seconds', flags.seconds)
    const judge = async (pull: PullRequest) => judgePull(pull, flags.repo, gateArgs, seconds)
    const act = { github, app, siteUrl, judge, most: numberOf('most', flags.most) }
    if (command === 'report') return report(act, numberOf('pull', flags.pull ?? ''), flags.verdict)
    if (command === 'merge') return mergeReady(act)
    if (command === 'sweep') return Math.max(await judgeMissing(act), await mergeReady(act))
    throw new CannotRun(`expected report, merge or sweep, found ${command ?? 'nothing'}`)
  },
  true,
)

interface Act {
  github: Github
  app: App
  siteUrl: string
  judge: (pull: PullRequest) => Promise<Verdict>
  most: number
}

async function report(act: Act, number: number, file: string | undefined): Promise<number> {
  const verdict = file && existsSync(file) ? readVerdict(file) : null
  if (verdict) {
    const done = await reportVerdict(act.github, act.app, number, verdict, act.siteUrl)
    say(number, done ? verdict.lane : 'void: it was pushed to since')
    return 0
  }
  const pull = await readPull(act.github, number)
  if (pull) await reportUnjudged(act.github, act.app, number, pull.head)
  say(number, 'could not be judged')
  return 1
}

/** By state and not by event: whatever an earlier run left undone is done now. */
async function mergeReady(act: Act): Promise<number> {
  const ready = (await listOpenPulls(act.github, 'main'))
    .filter(({ draft, labels }) => !draft && labels.includes('lane/auto'))
    .slice(0, act.most)
  return forEach(ready, async ({ number }) => {
    const { github, app, judge, siteUrl } = act
    const outcome = await judgeAndMerge(github, app, number, judge, siteUrl)
    say(number, outcome.merged ? 'merged' : `not merged: ${outcome.why}`)
  })
}

async function judgeMissing(act: Act): Promise<number> {
  const pulls = await listOpenPulls(act.github, 'main')
  let judged = 0
  return forEach(pulls, async (pull) => {
    if (judged === act.most) return
    const check = await findCheck(act.github, act.app, pull.head)
    if (check && check.text !== UNJUDGED) return
    judged++
    try {
      const verdict = await act.judge(pull)
      const done = await reportVerdict(act.github, act.app, pull.number, verdict, act.siteUrl)
      say(pull.number, done ? verdict.lane : 'void: it was pushed to since')
    } catch (error) {
      if (!(error instanceof Unjudged)) throw error
      await reportUnjudged(act.github, act.app, pull.number, pull.head)
      throw error
    }
  })
}

/** One that fails does not hold up the others. */
async function forEach(
  pulls: readonly PullRequest[],
  work: (pull: PullRequest) => Promise<void>,
): Promise<number> {
  let failed = 0
  for (const pull of pulls) {
    try {
      await work(pull)
    } catch (error) {
      failed++
      say(pull.number, error instanceof Error ? error.message : String(error))
    }
  }
  return failed > 0 ? 1 : 0
}

function say(number: number, what: string): void {
  process.stderr.write(`#${number} ${printable(what)}\n`)
}
