import { defineConfig } from 'astro/config'
import sirv from 'sirv'

const siteUrl = new URL(process.env.SITE_URL || 'https://cozystack.github.io/packages-index/')

/** Serves the published JSON files in development, where no build has put them beside the pages. */
const compiledCatalog = {
  name: 'compiled-catalog',
  configureServer({ middlewares }) {
    const folder = process.env.CATALOG_DIR
    if (folder) middlewares.use(sirv(folder, { dev: true, extensions: [] }))
  },
}

export default defineConfig({
  site: siteUrl.origin,
  base: siteUrl.pathname,
  srcDir: './src/site',
  outDir: process.env.SITE_OUT || './dist',
  trailingSlash: 'always',
  // The content security policy allows neither inline styles nor inline scripts nor data: URLs.
  build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets', concurrency: 16 },
  vite: {
    plugins: [compiledCatalog],
    build: { assetsInlineLimit: 0 },
    server: { watch: { ignored: ['**/dist/**', '**/tests/**'] } },
  },
  devToolbar: { enabled: false },
  prerenderConflictBehavior: 'error',
})
