import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compileCatalog, NO_HISTORY } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { describeCatalog } from '../../src/io/catalog-head.ts'
import { serveFolder } from '../../src/io/static-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SCRIPT = fileURLToPath(new URL('../../scripts/await-site.ts', import.meta.url))

function site(now: string): string {
  const { catalog } = compileCatalog(checkIndex([]).index, {
    ...NO_HISTORY,
    revision: 'a'.repeat(40),
    sequence: 3,
  })
  const text = JSON.stringify(catalog)
  const head = JSON.stringify(describeCatalog(Buffer.from(text), now))
  return temporaryFolder({ 'catalog.json': text, 'head.json': head, '404.html': '' })
}

async function awaitSite(built: string, live: string) {
  const { url, close } = await serveFolder(live, '/', 0)
  const child = spawn(process.execPath, [SCRIPT, '--site', built, '--seconds', '1'], {
    env: { ...process.env, SITE_URL: url, NO_COLOR: '1' },
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const status = await new Promise((resolve) => child.on('close', resolve))
  await close()
  return { status, stderr: stderr.replace(url, 'SITE/') }
}

const NOW = '2026-11-01T12:00:00Z'

test('a site that answers as it was published is accepted', async () => {
  expect(await awaitSite(site(NOW), site(NOW))).toEqual({
    status: 0,
    stderr: 'SITE/ answers with sequence 3\n',
  })
})

test('an older site, and one whose catalog is another, are not', async () => {
  const older = await awaitSite(site(NOW), site('2026-10-31T12:00:00Z'))
  expect(older).toMatchObject({ status: 1 })
  expect(older.stderr).toContain('head.json is another one')
  const changed = site(NOW)
  const catalog = join(changed, 'catalog.json')
  writeFileSync(catalog, readFileSync(catalog, 'utf8').replace('"packages"', '"Packages"'))
  const other = await awaitSite(site(NOW), changed)
  expect(other).toMatchObject({ status: 1 })
  expect(other.stderr).toContain('catalog.json is not the one that head.json names')
})
