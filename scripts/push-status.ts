import { commitAndPush } from '../src/io/git-push.ts'
import { GITHUB_HELP, openAsApp } from './github-options.ts'
import { momentOf } from './moment.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Pushes the results of re-checks to the branch status, outside main.

  npm run refresh:push -- --status DIR    DIR is a work tree of scripts/open-status.sh
  npm run refresh:push -- --now 2026-11-01T12:00:00Z

${GITHUB_HELP}
Exit code: 0 done, 2 could not run.
`

const options = { status: { type: 'string' }, now: { type: 'string' } } as const

await run(HELP, options, async ({ status, now }) => {
  if (!status) throw new CannotRun('--status DIR is needed')
  const { app } = await openAsApp()
  const name = `${app.slug}[bot]`
  const pushed = commitAndPush({
    dir: status,
    branch: 'status',
    paths: ['.'],
    message: 'Results of re-checks',
    author: { name, email: `${app.bot}+${name}@users.noreply.github.com` },
    now: momentOf(now),
    token: process.env['GITHUB_TOKEN'] ?? null,
    overwrites: true,
  })
  process.stderr.write(pushed ? 'pushed to status\n' : 'nothing changed\n')
  return 0
})
