import { readOciRef } from '../src/core/oci-ref.ts'
import { publishedEntries } from '../src/core/published-entries.ts'
import type { Package } from '../src/core/schemas/catalog.ts'
import { PolicySchema } from '../src/core/schemas/policy.ts'
import { packFiles, readBackProblem } from '../src/io/entries-artifact.ts'
import { readPublished } from '../src/io/published.ts'
import { pushArtifact } from '../src/io/registry/flux-artifact.ts'
import { momentOf } from './moment.ts'
import { openByPolicy, parseInsecure } from './registry-options.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Pushes the entries as a Flux artifact, for the clients that read COZYPKG_INDEX=oci://…,
and reads them back without a login.

  npm run publish:entries -- --catalog dist --to oci://ghcr.io/cozystack/packages-index
  npm run publish:entries -- --now 2026-11-01T12:00:00Z   the date that becomes a tag beside latest
  npm run publish:entries -- --insecure-registry [NAME=]HOST[:PORT]

The entries come from a compiled catalog: a folder of npm run catalog or npm run build. The login is
the docker config's. Exit code: 0 done, 1 what can be read is not what was pushed, 2 could not run.
`

const options = {
  catalog: { type: 'string', default: 'dist' },
  to: { type: 'string', default: 'oci://ghcr.io/cozystack/packages-index' },
  source: { type: 'string', default: 'https://github.com/cozystack/packages-index' },
  'insecure-registry': { type: 'string', multiple: true, default: [] as string[] },
  now: { type: 'string' },
} as const

await run(HELP, options, async (flags) => {
  const ref = readOciRef(flags.to)
  if (!ref) throw new CannotRun(`--to is ${flags.to}, expected oci://host/organisation/repository`)
  const { packages, revision, created } = await readCatalog(flags.catalog)
  const { files } = publishedEntries(packages)
  const metadata = { source: flags.source, revision: `main:${revision}`, created }
  const packed = packFiles(files, metadata)
  const policy = PolicySchema.parse({})
  const insecure = parseInsecure(flags['insecure-registry'])
  const target = { host: ref.host, path: ref.path.join('/') }
  const repository = openByPolicy(target, policy, insecure)
  const reader = openByPolicy(target, policy, insecure, 'anonymous')
  const date = momentOf(flags.now).slice(0, 10)
  // The dated tag is proved readable before latest, which clients follow, moves to it.
  for (const tag of [date, 'latest']) {
    await pushArtifact(repository, packed, tag)
    const problem = await readBackProblem(reader, tag, packed.digest, files)
    if (problem) {
      process.stderr.write(`${flags.to}:${tag} cannot be read back: ${problem}\n`)
      return 1
    }
  }
  const left = packages.length - files.size
  process.stderr.write(
    `${files.size} ${files.size === 1 ? 'entry' : 'entries'} pushed to ${flags.to} as latest and ${date}, ${left} left out: ${packed.digest}\n`,
  )
  return 0
})

async function readCatalog(
  location: string,
): Promise<{ packages: Package[]; revision: string; created: string }> {
  const published = await readPublished(location)
  if (!published)
    throw new CannotRun(`there is no catalog in ${location}\nRun npm run build first.`)
  const { revision, generatedAt } = published.catalog
  if (!revision || !generatedAt) {
    throw new CannotRun(
      `the catalog in ${location} names no revision\nBuild it from a clean clone.`,
    )
  }
  const packages: Package[] = []
  for (const { name } of published.catalog.packages) {
    const one = await published.readPackage(name)
    if (!one) throw new CannotRun(`${location} lists ${name} and holds no record of it`)
    packages.push(one)
  }
  return { packages, revision, created: generatedAt }
}
