import { readFileSync } from 'node:fs'
import { formatVerdict } from '../src/core/gate/format-verdict.ts'
import { VerdictSchema } from '../src/core/gate/verdict.ts'
import { readOciRef } from '../src/core/oci-ref.ts'
import type { Entry } from '../src/core/schemas/entry.ts'
import type { Policy } from '../src/core/schemas/policy.ts'
import { gatherEvidence, type KnownOnBase } from '../src/io/gather-evidence.ts'
import { judgeBranch } from '../src/io/judge-branch.ts'
import { createValidator } from '../src/io/manifest-schemas.ts'
import { loadTrustedRoot } from '../src/io/signature/trusted-root.ts'
import { momentOf } from './moment.ts'
import { openByPolicy, parseInsecure } from './registry-options.ts'
import { CannotRun, paint, run } from './run.ts'

const HELP = `Judges what a branch would do to the index, as the workflow does with a pull request:
same command, same verdict. Reads git objects only; nothing of the branch is checked out or run.
What is not committed is not seen.

  npm run gate -- --base origin/main --head HEAD   what would become of this branch
  npm run gate -- --base REV --head REV            of any commits: branches, tags, ids
  npm run gate -- ... --offline         without asking a registry: artifact, signature, highest tag,
                                        footprint and digest are taken as passed, and the verdict
                                        says so
  npm run gate -- ... --author ID       by this numeric GitHub account, which policy.yaml may
                                        name as an owner; without it, by a stranger
  npm run gate -- ... --repo DIR        another repository than this one
  npm run gate -- ... --judged FILE     refuse tags that moved since this earlier verdict (--json)
  npm run gate -- ... --trusted-root FILE --insecure-registry [NAME=]HOST[:PORT]
                                        for a registry of your own, in plain HTTP
  npm run -s gate -- ... --json         the verdict as JSON on standard output

Lanes: none     nothing in index/ changes
       auto     merges by itself
       review   a maintainer decides; the author has nothing to do
       refused  the author has to change it: each reason says what
In brackets behind a reason stands its row of the lane table, src/core/gate/lanes.ts, or the rule
that is broken; both have pages on the site, below rules/.

Exit code: 0 none, auto or review; 1 refused; 2 could not run, which is no verdict.
`

const options = {
  base: { type: 'string' },
  head: { type: 'string' },
  repo: { type: 'string', default: '.' },
  author: { type: 'string' },
  offline: { type: 'boolean', default: false },
  judged: { type: 'string' },
  'trusted-root': { type: 'string' },
  'insecure-registry': { type: 'string', multiple: true, default: [] as string[] },
  now: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

await run(HELP, options, async (flags) => {
  const { base, head, repo, author } = flags
  if (!base || !head) {
    throw new CannotRun('expected --base REV and --head REV, as in --base main --head my-branch')
  }
  if (author !== undefined && !/^[1-9]\d{0,19}$/.test(author)) {
    throw new CannotRun(
      `--author is ${author}, expected the number of a GitHub account, as in https://api.github.com/users/NAME`,
    )
  }
  const judged = readJudged(flags.judged)
  const gather = flags.offline ? null : prepare(flags)
  const verdict = await judgeBranch({ repo, base, head, author: author ?? null, judged, gather })
  process.stdout.write(
    flags.json ? `${JSON.stringify(verdict, null, 2)}\n` : formatVerdict(verdict, paint),
  )
  return verdict.lane === 'refused' ? 1 : 0
})

function prepare(flags: {
  'trusted-root'?: string | undefined
  'insecure-registry': string[]
  now?: string | undefined
}) {
  const insecure = parseInsecure(flags['insecure-registry'])
  const trustedRoot = loadTrustedRoot(flags['trusted-root'])
  const now = momentOf(flags.now)
  const open = ({ name, ociRef }: Entry, policy: Policy) => {
    const ref = readOciRef(ociRef)
    if (!ref) throw new Error(`${name} passed the rules with a broken ociRef`)
    return openByPolicy({ host: ref.host, path: ref.path.join('/') }, policy, insecure)
  }
  return (entry: Entry, known: KnownOnBase) =>
    gatherEvidence(entry, known, { open, createValidator, trustedRoot, now })
}

/** The digests of an earlier verdict, by `name@version`. */
function readJudged(file: string | undefined): Map<string, string> {
  const judged = new Map<string, string>()
  if (file === undefined) return judged
  const result = VerdictSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!result.success) {
    throw new CannotRun(
      `${file} is no verdict of the gate: ${result.error.issues[0]?.message}\nMake one with --json.`,
    )
  }
  for (const { name, artifact } of result.data.packages) {
    if (artifact?.digest) judged.set(`${name}@${artifact.version}`, artifact.digest)
  }
  return judged
}
