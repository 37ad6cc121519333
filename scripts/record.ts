import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Index } from '../src/core/index-model.ts'
import type { Entry } from '../src/core/schemas/entry.ts'
import { commitAndPush, PushConflict, type PushRequest } from '../src/io/git-push.ts'
import type { App } from '../src/io/github/app.ts'
import { judgedDigest } from '../src/io/github/judged-digest.ts'
import { GITHUB_HELP, openAsApp } from './github-options.ts'
import { DEFAULT_INDEX, loadIndex } from './load-index.ts'
import { momentOf } from './moment.ts'
import { REGISTRY_OPTIONS, refreshIndex } from './refresh-index.ts'
import { CannotRun, numberOf, run } from './run.ts'

const HELP = `Records every listed version that has no record yet: verified at the digest that the gate judged,
after all rules, and pushed to main. What its tag names by now is moved, and not recorded.

  npm run record                          records into index/, below the clone in the working directory
  npm run record -- --push                and commits and pushes it to main
  npm run record -- --status DIR          the result of each as DIR/<name>.json; DIR is of
                                          scripts/open-status.sh
  npm run record -- --accept NAME         an entry that came in before there was a gate: what its tag
                                          names now is verified and recorded
  npm run record -- --most N              at most N versions
  npm run record -- --index DIR --now 2026-11-01T12:00:00Z
  npm run record -- --trusted-root FILE --insecure-registry [NAME=]HOST[:PORT]

${GITHUB_HELP}
Exit code: 0 all recorded, 1 some are not, 2 could not run.
`

const options = {
  index: { type: 'string', default: DEFAULT_INDEX },
  status: { type: 'string' },
  push: { type: 'boolean', default: false },
  accept: { type: 'string', multiple: true, default: [] as string[] },
  most: { type: 'string', default: '50' },
  ...REGISTRY_OPTIONS,
} as const

await run(HELP, options, async (flags) => {
  const { github, app } = await openAsApp()
  const now = momentOf(flags.now)
  const { asked, fresh, recorded, hosts } = await refreshIndex({
    indexDir: flags.index,
    statusDir: flags.status ?? null,
    trustedRoot: flags['trusted-root'],
    insecure: flags['insecure-registry'],
    now,
    most: numberOf('most', flags.most),
    wants: isUnrecorded,
    judged: async (entry) => {
      if (flags.accept.includes(entry.name)) return undefined
      const digest = await judgedDigest(github, app, flags.index, entry)
      return digest ?? { refused: `The gate has judged no artifact for ${entry.version}.` }
    },
  })
  for (const { host, reason } of hosts) process.stderr.write(`${host} does not answer: ${reason}\n`)
  process.stderr.write(`${recorded.length} of ${asked} versions recorded\n`)
  if (!flags.push) return fresh === asked ? 0 : 1
  const common = { author: authorOf(app), now, token: process.env['GITHUB_TOKEN'] ?? null }
  push({
    ...common,
    dir: flags.index,
    branch: 'main',
    paths: ['releases', 'icons'].filter((path) => existsSync(join(flags.index, path))),
    message: recordMessage(recorded),
    check: () => refuseErrors(flags.index),
  })
  if (flags.status && existsSync(flags.status)) {
    push({
      ...common,
      dir: flags.status,
      branch: 'status',
      paths: ['.'],
      message: 'Note what could not be recorded',
      overwrites: true,
    })
  }
  return fresh === asked ? 0 : 1
})

/** Nothing is asked about a frozen package: a freeze must hold whatever a registry says. */
function isUnrecorded({ name, version }: Entry, index: Index): boolean {
  const state = index.lifecycle[name]?.state
  if (state === 'frozen' || state === 'removed' || state === 'renamed') return false
  return !(index.releases.get(name) ?? []).some(({ value }) => value?.version === version)
}

/** Others' commits may have come below ours: what is recorded must pass the rules there too. */
function refuseErrors(indexDir: string): void {
  const error = loadIndex(indexDir).findings.find(
    ({ severity, file }) => severity === 'error' && /^(releases|icons)\//.test(file),
  )
  if (error) throw new CannotRun(`${error.file}: ${error.message}\nNothing was pushed.`)
}

function push(request: PushRequest): void {
  if (request.paths.length === 0) return
  try {
    if (commitAndPush(request)) process.stderr.write(`pushed to ${request.branch}\n`)
  } catch (error) {
    throw error instanceof PushConflict ? new CannotRun(error.message) : error
  }
}

function recordMessage(recorded: readonly { name: string; version: string }[]): string {
  const [first, ...more] = recorded
  if (!first) return 'Record what was verified'
  return more.length > 0
    ? `Record ${recorded.length} releases`
    : `Record ${first.name} ${first.version}`
}

function authorOf({ slug, bot }: App): PushRequest['author'] {
  const name = `${slug}[bot]`
  return { name, email: `${bot}+${name}@users.noreply.github.com` }
}
