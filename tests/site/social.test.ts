import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, inject, test } from 'vitest'
import { listBuilt, readBuilt, readCatalog } from './built.ts'

const site = inject('sites').fixtures

/** The content of a page's meta elements, by property or name. */
function metaOf(path: string): Map<string, string> {
  const tags = readBuilt('fixtures', path).matchAll(
    /<meta (?:property|name)="([^"]+)" content="([^"]*)"/g,
  )
  return new Map([...tags].map(([, name = '', content = '']) => [name, content]))
}

test('every page names a picture that is there, by its full address', async () => {
  for (const path of listBuilt('fixtures', '.html')) {
    const meta = metaOf(path)
    const image = meta.get('og:image') ?? ''
    expect(image, path).toContain(site.url)
    const file = join(site.folder, image.slice(site.url.length))
    expect(existsSync(file), `${path}: ${image}`).toBe(true)
    expect(meta.get('twitter:card')).toBe('summary_large_image')
    expect(meta.get('og:title'), path).toBeTruthy()
    expect(meta.get('og:description'), path).toBe(meta.get('description'))
    const own = path.replace(/index\.html$/, '')
    // The page of a former name stands for the page it leads to.
    const place = own === 'packages/old-name/' ? 'packages/acme.hello/' : own
    expect(meta.get('og:url'), path).toBe(path === '404.html' ? undefined : site.url + place)
  }
})

test('every package has a picture of its own', async () => {
  for (const { name } of readCatalog('fixtures').packages) {
    const image = metaOf(`packages/${name}/index.html`).get('og:image')
    expect(image).toBe(`${site.url}og/${name}.png`)
    const { width, height } = await sharp(
      readFileSync(join(site.folder, `og/${name}.png`)),
    ).metadata()
    expect([width, height]).toEqual([1200, 630])
  }
})

test('without pictures of packages, their pages show that of the site', () => {
  const { extreme } = inject('sites')
  expect(existsSync(join(extreme.folder, 'og'))).toBe(false)
  expect(readBuilt('extreme', 'packages/kube/index.html')).toContain(
    `content="${extreme.url}og.png"`,
  )
})
