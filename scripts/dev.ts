import { developPages } from '../src/io/astro-build.ts'
import { readGuides } from '../src/io/guides.ts'
import { replaceFolder, writeFiles } from '../src/io/output-folder.ts'
import { writeFullTextIndex } from '../src/io/search-pages.ts'
import { compile, parseSiteUrl } from './compile.ts'
import { DEFAULT_INDEX } from './load-index.ts'
import { GUIDES_DIR, pageData } from './page-data.ts'
import { portOf } from './port.ts'
import { run } from './run.ts'

const HELP = `Compiles the index once and serves the pages with Astro's development server.
For work on the site: what is changed in src/site/ shows at once.

  npm run dev                   http://127.0.0.1:4321/
`

const OUT = '.build/dev'

await run(HELP, {}, async () => {
  const port = portOf(process.env['PORT'])
  const siteUrl = parseSiteUrl(process.env['SITE_URL'] || `http://127.0.0.1:${port}/`)
  const result = await compile({
    index: DEFAULT_INDEX,
    siteUrl,
    quarantine: false,
    previous: OUT,
    allowShrink: true,
    allowShallow: true,
    status: null,
  })
  if (!result) return 1
  const guides = readGuides(GUIDES_DIR)
  await replaceFolder(OUT, async (folder) => {
    writeFiles(folder, pageData(result.surface, guides))
    writeFiles(folder, result.icons)
    await writeFullTextIndex(result.compiled.packages, guides, folder)
  })
  return developPages(OUT, siteUrl, port)
})
