import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { renderIcon } from '../../src/io/icon.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const encoder = new TextEncoder()

function svg(body: string, attributes = 'width="64" height="32"'): Uint8Array {
  return encoder.encode(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`)
}

async function drawn(bytes: Uint8Array, mime = 'image/svg+xml') {
  const icon = await renderIcon(bytes, mime)
  if ('reason' in icon) throw new Error(icon.reason)
  const { data, info } = await sharp(icon.png)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { ...icon, size: [info.width, info.height], pixels: data }
}

async function reason(bytes: Uint8Array, mime = 'image/svg+xml'): Promise<string> {
  const icon = await renderIcon(bytes, mime)
  return 'reason' in icon ? icon.reason : 'drawn'
}

function solid(size: number) {
  return sharp({ create: { width: size, height: size, channels: 3, background: '#3d6ddd' } })
}

const RECTANGLE = '<rect width="64" height="32" fill="#3d6ddd"/>'

test('an SVG becomes a PNG of at most 128 by 128 pixels', async () => {
  const { png, sha256, size, pixels } = await drawn(svg(RECTANGLE))
  expect(size).toEqual([128, 64])
  expect([...pixels.subarray(0, 4)]).toEqual([0x3d, 0x6d, 0xdd, 0xff])
  expect([...png.subarray(1, 4)]).toEqual([...encoder.encode('PNG')])
  expect(sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('the same icon gives the same bytes', async () => {
  const [first, second] = [await drawn(svg(RECTANGLE)), await drawn(svg(RECTANGLE))]
  expect(first.sha256).toBe(second.sha256)
  expect(first.png).toEqual(second.png)
})

test.each(['png', 'jpeg', 'gif', 'webp'] as const)('a %s image is made small', async (format) => {
  const bytes = await solid(300).toFormat(format).toBuffer()
  expect((await drawn(bytes, `image/${format}`)).size).toEqual([128, 128])
})

test('metadata is left behind', async () => {
  const bytes = await solid(64)
    .withExif({ IFD0: { Copyright: 'somebody' } })
    .jpeg()
    .toBuffer()
  const { png } = await drawn(bytes, 'image/jpeg')
  expect(Buffer.from(png).includes('somebody')).toBe(false)
})

test('nothing is loaded from anywhere', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'red.png')
  writeFileSync(file, await solid(64).png().toBuffer())
  for (const address of [pathToFileURL(file).href, file, 'http://127.0.0.1:9/red.png']) {
    const { pixels } = await drawn(svg(`<image href="${address}" width="64" height="32"/>`))
    expect(pixels.every((value) => value === 0)).toBe(true)
  }
})

test('of a script only pixels come out', async () => {
  const { png } = await drawn(svg(`<script>alert(1)</script>${RECTANGLE}`))
  expect(Buffer.from(png).includes('script')).toBe(false)
})

const ENTITY = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

test.each([
  ['entities', encoder.encode(`${ENTITY}<svg xmlns="http://www.w3.org/2000/svg">&a;</svg>`)],
  ['an include', svg('<xi:include href="/etc/hostname" parse="text"/>')],
  ['an image in an image', svg('<image href="data:image/png;base64,AAAA"/>')],
  ['another encoding', encoder.encode('<?xml version="1.0" encoding="UTF-7"?><svg/>')],
])('an SVG with %s is not drawn', async (_, bytes) => {
  expect(await reason(bytes)).toMatch(/^an SVG .*(drawn|UTF-8)/)
})

test('sizes are bounded', async () => {
  expect(await reason(svg(RECTANGLE + ' '.repeat(256 * 1024)))).toBe('larger than 262144 bytes')
  expect(await reason(svg('', 'width="100000" height="100000"'))).toMatch(/pixel limit/)
  expect(await reason(await solid(4200).png({ palette: true }).toBuffer(), 'image/png')).toMatch(
    /pixel limit/,
  )
})

test('what is no image, or another than it is called, is refused with a reason', async () => {
  expect(await reason(encoder.encode('<svg'))).toMatch(/unsupported image format/)
  expect(await reason(svg(RECTANGLE), 'image/png')).toBe('expected png, found svg')
  expect(await reason(svg(RECTANGLE), 'text/html')).toBe('"text/html" is no format for an icon')
})

test('references that unfold without end are given up', { timeout: 30_000 }, async () => {
  const groups = Array.from({ length: 18 }, (_, at) => {
    const uses = `<use href="#g${at}"/>`.repeat(10)
    return `<g id="g${at + 1}">${uses}</g>`
  })
  const bomb = `<g id="g0"><rect width="1" height="1"/></g>${groups.join('')}<use href="#g18"/>`
  expect(await reason(svg(bomb))).toMatch(/failed|timeout/)
})
