import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Index } from '../src/core/index-model.ts'
import { nextVersion, withVersion } from '../src/core/next-version.ts'
import { readOciRef } from '../src/core/oci-ref.ts'
import { printable } from '../src/core/printable.ts'
import { recordedReleases } from '../src/core/recorded-releases.ts'
import type { Entry } from '../src/core/schemas/entry.ts'
import { expectedIdentity, knownSource } from '../src/core/signing-identity.ts'
import { askGit } from '../src/io/git.ts'
import { type Bump, ensureBump } from '../src/io/github/bump.ts'
import { RegistryError } from '../src/io/registry/error.ts'
import { signatureSource } from '../src/io/signature/source.ts'
import { loadTrustedRoot } from '../src/io/signature/trusted-root.ts'
import { verifySignature } from '../src/io/signature/verify-signature.ts'
import { GITHUB_HELP, openAsApp } from './github-options.ts'
import { DEFAULT_INDEX, loadIndex } from './load-index.ts'
import { REGISTRY_OPTIONS } from './refresh-index.ts'
import { openByPolicy, parseInsecure } from './registry-options.ts'
import { CannotRun, numberOf, paint, run } from './run.ts'

const HELP = `Looks for newer release tags of every listed package, and opens a pull request for one that is
signed by the identity that the entry records. The gate judges it like any other.

  npm run refresh:bumps -- --index DIR        in a clean clone of main
  npm run refresh:bumps -- --most N           at most N pull requests opened or moved on in one run
  npm run refresh:bumps -- --only NAME        one package
  npm run refresh:bumps -- --trusted-root FILE --insecure-registry [NAME=]HOST[:PORT]

${GITHUB_HELP}
Exit code: 0 done, 1 some registries did not answer, 2 could not run.
`

const options = {
  index: { type: 'string', default: DEFAULT_INDEX },
  only: { type: 'string', multiple: true, default: [] as string[] },
  most: { type: 'string', default: '10' },
  'trusted-root': REGISTRY_OPTIONS['trusted-root'],
  'insecure-registry': REGISTRY_OPTIONS['insecure-registry'],
} as const

await run(HELP, options, async (flags) => {
  const { github, app } = await openAsApp()
  const { index, findings } = loadIndex(flags.index)
  const failing = new Set(findings.filter((one) => one.severity === 'error').map((one) => one.file))
  const base = { commit: revision(flags.index, 'HEAD'), tree: revision(flags.index, 'HEAD^{tree}') }
  const trustedRoot = loadTrustedRoot(flags['trusted-root'])
  const insecure = parseInsecure(flags['insecure-registry'])
  const most = numberOf('most', flags.most)
  let [written, silent] = [0, 0]
  for (const { value: entry, path } of index.entries.values()) {
    if (written >= most) break
    if (!entry || failing.has(path) || !isAlive(entry, index)) continue
    if (flags.only.length > 0 && !flags.only.includes(entry.name)) continue
    try {
      const next = await findNext(entry)
      if (!next) continue
      const file = join(flags.index, path)
      const outcome = await ensureBump(github, app, {
        name: entry.name,
        from: entry.version,
        to: next,
        path: pathInRepository(flags.index, path),
        content: withVersion(readFileSync(file, 'utf8'), next),
        base,
      } satisfies Bump)
      if (outcome === 'opened' || outcome === 'updated') written++
      say(entry, `${next} ${outcome}`)
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      silent++
      say(entry, error.message)
    }
  }
  return silent > 0 ? 1 : 0

  async function findNext(entry: Entry): Promise<string | null> {
    const ref = readOciRef(entry.ociRef)
    if (!ref) throw new Error(`${entry.name} passed the rules with a broken ociRef`)
    const target = { host: ref.host, path: ref.path.join('/') }
    const repository = openByPolicy(target, index.policy, insecure, 'anonymous')
    const lifecycle = index.lifecycle[entry.name]
    const yanked = (lifecycle && 'yanked' in lifecycle && lifecycle.yanked) || {}
    const tags = await repository.listTags()
    const next = nextVersion(entry.version, tags, new Set(Object.keys(yanked)))
    if (!next) return null
    const { digest } = await repository.resolveTag(next)
    const identity = expectedIdentity(entry.signing.identity, next)
    const { signature, findings } = await verifySignature({
      repository: signatureSource(repository),
      digest,
      identity,
      issuer: entry.signing.issuer,
      known: knownSource(identity, recordedReleases(entry.name, index)),
      trustedRoot,
    })
    if (signature) return next
    say(entry, `${next} is not proposed: ${findings[0]?.message ?? 'it has no signature'}`)
    return null
  }
})

/** A frozen, deprecated or gone package is not moved on by a program. */
function isAlive({ name }: Entry, { lifecycle }: Index): boolean {
  const state = lifecycle[name]?.state
  return state === undefined || state === 'active'
}

function revision(dir: string, name: string): string {
  const answer = askGit(dir, ['rev-parse', '--verify', '--quiet', name])
  if (answer?.status === 0) return answer.stdout.toString().trim()
  throw new CannotRun(`${dir} is in no git repository with a commit`)
}

function pathInRepository(dir: string, path: string): string {
  const answer = askGit(dir, ['rev-parse', '--show-prefix'])
  return `${answer?.stdout.toString().trim() ?? ''}${path}`
}

function say({ name, version }: Entry, what: string): void {
  process.stderr.write(`${paint('bold', name)} ${version}: ${printable(what)}\n`)
}
