import { replaceFolder, writeFiles } from '../src/io/output-folder.ts'
import { compile, DEFAULT_SITE_URL, parseSiteUrl } from './compile.ts'
import { DEFAULT_INDEX } from './load-index.ts'
import { run } from './run.ts'

const HELP = `Compiles an index folder into the published JSON files, without the site.

  npm run catalog                         index/ into .build/catalog/
  npm run catalog -- --index DIR --out DIR
  npm run catalog -- --quarantine         failing packages stay as they were published
  npm run catalog -- --previous WHERE     what was published: a folder or an address
                                          (by itself the folder of --out)
  npm run catalog -- --status DIR         with the results of the last re-check
  npm run catalog -- --allow-shrink       names may be lost without a tombstone

SITE_URL is the address that links are made for.
Exit code: 0 done, 1 errors (nothing written, or with --quarantine the rest), 2 could not run.
`

const options = {
  index: { type: 'string', default: DEFAULT_INDEX },
  out: { type: 'string', default: '.build/catalog' },
  previous: { type: 'string' },
  quarantine: { type: 'boolean', default: false },
  status: { type: 'string' },
  'allow-shrink': { type: 'boolean', default: false },
} as const

await run(HELP, options, async (flags) => {
  const result = await compile({
    index: flags.index,
    siteUrl: parseSiteUrl(process.env['SITE_URL'] || DEFAULT_SITE_URL),
    quarantine: flags.quarantine,
    previous: flags.previous ?? flags.out,
    allowShrink: flags['allow-shrink'],
    allowShallow: false,
    status: flags.status ?? null,
  })
  if (!result) return 1
  const { surface, icons } = result
  await replaceFolder(flags.out, (folder) => {
    writeFiles(folder, surface)
    writeFiles(folder, icons)
  })
  process.stderr.write(`${surface.size + icons.size} files written to ${flags.out}\n`)
  return result.exitCode
})
