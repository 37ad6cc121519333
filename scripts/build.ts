import { buildSite } from './build-site.ts'
import { DEFAULT_SITE_URL, parseSiteUrl } from './compile.ts'
import { DEFAULT_INDEX } from './load-index.ts'
import { run } from './run.ts'

const HELP = `Builds the site: checks and compiles the index, renders the pages, indexes them.

  npm run build                           index/ into dist/
  npm run build -- --quarantine           failing packages stay as they were published
  npm run build -- --previous WHERE       what was published: a folder or an address (by itself dist/)
  npm run build -- --status DIR           with the results of the last re-check
  npm run build -- --no-pictures          links to packages show the picture of the site
  npm run build -- --allow-shrink         names may be lost without a tombstone

INDEX_DIR is the index folder, SITE_URL the address of the site (${DEFAULT_SITE_URL}).
Exit code: 0 done, 1 errors (nothing written, or with --quarantine the rest), 2 could not run.
`

const OUT = 'dist'

const options = {
  previous: { type: 'string', default: OUT },
  quarantine: { type: 'boolean', default: false },
  status: { type: 'string' },
  'no-pictures': { type: 'boolean', default: false },
  'allow-shrink': { type: 'boolean', default: false },
} as const

await run(HELP, options, (flags) =>
  buildSite(
    {
      index: DEFAULT_INDEX,
      siteUrl: parseSiteUrl(process.env['SITE_URL'] || DEFAULT_SITE_URL),
      quarantine: flags.quarantine,
      previous: flags.previous,
      allowShrink: flags['allow-shrink'],
      allowShallow: false,
      status: flags.status ?? null,
    },
    OUT,
    !flags['no-pictures'],
  ),
)
