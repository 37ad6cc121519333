import { replaceFile } from '../src/io/replace-file.ts'
import { DEFAULT_INDEX } from './load-index.ts'
import { momentOf } from './moment.ts'
import { REGISTRY_OPTIONS, refreshIndex } from './refresh-index.ts'
import { numberOf, run } from './run.ts'

const HELP = `Asks the registries about every listed package: records versions that have no record yet,
and checks those that have one again.

  npm run refresh -- --status DIR         the result of each package as DIR/<name>.json
  npm run refresh -- --index DIR          another index folder
  npm run refresh -- --only NAME          one package
  npm run refresh -- --recorded           only versions that have a record: nothing new is recorded
  npm run refresh -- --most N             at most N packages, those first that waited longest
  npm run refresh -- --report FILE        which registries did not answer, as JSON
  npm run refresh -- --trusted-root FILE --insecure-registry [NAME=]HOST[:PORT]
                                          for a registry of your own, in plain HTTP; with NAME
                                          it stands in for the registry that entries name
  npm run refresh -- --now 2026-11-01T12:00:00Z

A registry of which no package can be asked changes no package's state.
Exit code: 0 all fresh, 1 some are not, 2 could not run.
`

const options = {
  index: { type: 'string', default: DEFAULT_INDEX },
  status: { type: 'string' },
  only: { type: 'string', multiple: true, default: [] as string[] },
  recorded: { type: 'boolean', default: false },
  most: { type: 'string', default: '100000' },
  report: { type: 'string' },
  ...REGISTRY_OPTIONS,
} as const

await run(HELP, options, async (flags) => {
  const result = await refreshIndex({
    indexDir: flags.index,
    statusDir: flags.status ?? null,
    trustedRoot: flags['trusted-root'],
    insecure: flags['insecure-registry'],
    now: momentOf(flags.now),
    most: numberOf('most', flags.most),
    wants: ({ name, version }, index) =>
      (flags.only.length === 0 || flags.only.includes(name)) &&
      (!flags.recorded ||
        (index.releases.get(name) ?? []).some(({ value }) => value?.version === version)),
  })
  const { asked, fresh, hosts } = result
  for (const { host, reason } of hosts) process.stderr.write(`${host} does not answer: ${reason}\n`)
  if (flags.report) replaceFile(flags.report, `${JSON.stringify({ hosts }, null, 2)}\n`)
  process.stderr.write(`${fresh} of ${asked} packages are fresh\n`)
  return fresh === asked && hosts.length === 0 ? 0 : 1
})
