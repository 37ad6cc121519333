import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { type CardText, SITE_CARD } from '../../src/core/social-card.ts'
import { renderCard, writeCards } from '../../src/io/og-images.ts'

const card: CardText = {
  above: 'ghcr.io/acme',
  name: 'acme.hello',
  version: 'v1.10.0',
  state: null,
  description: 'Says hello.',
}

const draw = (change: Partial<CardText>) => renderCard({ ...card, ...change })

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'cards-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

test('a card is a small PNG with a palette, of the size that other sites ask for', async () => {
  const png = await draw({})
  const { format, width, height, isPalette } = await sharp(png).metadata()
  expect({ format, width, height, isPalette }).toEqual({
    ...{ format: 'png', width: 1200, height: 630, isPalette: true },
  })
  expect(png.length).toBeLessThan(20_000)
})

test('everything that a card says is in the picture', async () => {
  const plain = await draw({})
  const changes: Partial<CardText>[] = [
    { above: 'quay.io/acme' },
    { name: 'acme.hallo' },
    { version: 'v1.10.1' },
    { state: { label: 'Frozen', tone: 'danger' } },
    { description: 'Says hallo.' },
  ]
  for (const change of changes) expect(await draw(change)).not.toEqual(plain)
})

test('letters that the font lacks leave no boxes: the line is left out', async () => {
  const without = await draw({ description: '' })
  expect(await draw({ description: 'חבילה לדוגמה' })).toEqual(without)
  expect(await draw({ description: 'Says 日本語 too' })).toEqual(without)
  expect(await draw({ description: 'Zażółć gęślą jaźń, Привет, Việt Nam' })).not.toEqual(without)
})

test('emoji, arrows and loose marks are cut from a line', async () => {
  const plain = await draw({ description: 'Says hello and more' })
  expect(await draw({ description: '👩‍👩‍👧 Says hello 🎉 and → more ✓' })).toEqual(plain)
  expect(await draw({ description: 'Says he\u0337llo and m\u0338ore' })).toEqual(plain)
})

test('markup in a text is text', async () => {
  const hostile = '</path></svg><image href="file:///etc/passwd"/><script>alert(1)</script> &lt; %s'
  const png = await draw({ description: hostile })
  expect((await sharp(png).metadata()).width).toBe(1200)
  expect(png).not.toEqual(await draw({ description: '' }))
})

test('texts of any length stay inside', async () => {
  const long = 'w'.repeat(400)
  const png = await draw({
    ...{ above: long, name: long, version: long, description: long },
    state: { label: 'Deprecated', tone: 'warning' },
  })
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const isInk = (x: number, y: number) => (data[(y * info.width + x) * 3] ?? 0) < 0x80
  for (let y = 0; y < 600; y += 1) {
    for (const x of [20, 50, 1150, 1180]) expect(isInk(x, y), `${x}, ${y}`).toBe(false)
  }
})

test('a card that was drawn before is taken from the cache', async () => {
  const cache = folder()
  const out = folder()
  const cards = new Map([
    ['og/acme.hello.png', card],
    ['og.png', SITE_CARD],
  ])
  const told: number[] = []
  const tell = (drawn: number) => told.push(drawn)
  expect(await writeCards(cards, out, cache, tell)).toEqual({ drawn: 2, kept: 0 })
  expect(told).toEqual([1, 2])
  const first = readFileSync(join(out, 'og/acme.hello.png'))
  expect(await writeCards(cards, out, cache)).toEqual({ drawn: 0, kept: 2 })
  expect(readFileSync(join(out, 'og/acme.hello.png'))).toEqual(first)
  cards.set('og/acme.hello.png', { ...card, version: 'v2.0.0' })
  expect(await writeCards(cards, out, cache)).toEqual({ drawn: 1, kept: 1 })
  expect(readFileSync(join(out, 'og/acme.hello.png'))).not.toEqual(first)
  expect(readdirSync(cache)).toHaveLength(3)
})
