import { defineConfig } from 'astro/config'

const siteUrl = new URL(process.env.SITE_URL || 'https://cozystack.github.io/packages-index/')

export default defineConfig({
  site: siteUrl.origin,
  base: siteUrl.pathname,
  srcDir: './src/site',
  outDir: process.env.SITE_OUT || './dist',
  trailingSlash: 'always',
  // The content security policy allows neither inline styles nor inline scripts nor data: URLs.
  build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets', concurrency: 16 },
  vite: {
    build: { assetsInlineLimit: 0 },
    server: { watch: { ignored: ['**/dist/**', '**/tests/**'] } },
  },
  devToolbar: { enabled: false },
  prerenderConflictBehavior: 'error',
})
