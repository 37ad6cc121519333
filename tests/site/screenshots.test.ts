import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { replaceFile } from '../../src/io/replace-file.ts'
import { openPage } from './browser.ts'
import { addressOf } from './built.ts'
import { compareShots, TOLERANCE } from './compare-shots.ts'
import { drawContactSheets } from './contact-sheets.ts'
import { PAGE_TYPES } from './page-types.ts'
import { COMPARED, reduceShot, type Shot, shotNames, takeShots } from './shots.ts'

const BASELINES = fileURLToPath(new URL('baselines', import.meta.url))
const RESULTS = '.build/screenshots'
const MOST_BYTES = 2_500_000

const isUpdate = process.env['SCREENSHOTS'] === 'update'
const isSheets = process.env['SCREENSHOTS'] === 'sheets'
const baselineOf = (name: string) => join(BASELINES, `${name}.webp`)

describe.skipIf(isUpdate || isSheets)('the comparison', () => {
  const address = () => addressOf('fixtures', 'packages/acme.hello/')
  const view = { viewport: { width: 768, height: 1024 }, bypassCSP: true }

  async function shoot(change = '', options = {}): Promise<Buffer> {
    const page = await openPage({ ...view, ...options })
    await page.goto(address())
    if (change) await page.addStyleTag({ content: change })
    return reduceShot(await page.screenshot({ animations: 'disabled' }), view.viewport.width)
  }

  const differs = async (before: Buffer, after: Buffer) =>
    (await compareShots(before, after)).pixels > TOLERANCE

  test('a page is like itself', async () => {
    expect((await compareShots(await shoot(), await shoot())).pixels).toBe(0)
  })

  test('a changed colour, a moved, a hidden and a larger element are seen', async () => {
    const before = await shoot()
    for (const change of [
      '.command { background: #c3d2f4 !important }',
      '.command { transform: translateX(12px) }',
      '.badge { background: #ffcccc !important }',
      '.package-head .command { margin-inline-start: 32px }',
      '.facts { visibility: hidden }',
      'h1 { font-size: 3rem !important }',
    ]) {
      expect(await differs(before, await shoot(change)), change).toBe(true)
    }
  })

  test('letters that are smoothed in another way are tolerated', async () => {
    const before = await shoot()
    // Both place letters at fractions of a pixel, as other systems do, and smooth them otherwise.
    expect(await differs(before, await shoot('', { deviceScaleFactor: 2 }))).toBe(false)
    const fractions = 'body { text-rendering: geometricPrecision }'
    expect(await differs(before, await shoot(fractions))).toBe(false)
  })

  test('another height is a difference', async () => {
    const lower = { viewport: { width: 768, height: 1000 } }
    expect(await compareShots(await shoot(), await shoot('', lower))).toEqual({
      ...{ pixels: Number.POSITIVE_INFINITY, diff: null },
    })
  })
})

/**
 * Without any baseline there is nothing to compare with, and the report says so: skipped. With some,
 * a page without one fails.
 */
const recorded = existsSync(BASELINES)

describe.runIf(isUpdate || (recorded && !isSheets))('the looks', () => {
  for (const type of COMPARED) {
    const what = `of ${type.what} are as recorded (npm run screenshots:update records new ones)`
    test(what, async () => {
      const changed: string[] = []
      for (const shot of await takeShots(type)) {
        const problem = isUpdate ? await record(shot) : await problemOf(shot)
        if (problem) changed.push(problem)
      }
      expect(changed).toEqual([])
    })
  }

  test('there is a baseline of every page that is compared, and of no other', () => {
    const names = COMPARED.flatMap(shotNames).map((name) => `${name}.webp`)
    const found = readdirSync(BASELINES)
    if (isUpdate) {
      for (const name of found) if (!names.includes(name)) rmSync(join(BASELINES, name))
    }
    expect(readdirSync(BASELINES).sort()).toEqual(names.sort())
  })

  test('the baselines stay small', () => {
    const sizes = readdirSync(BASELINES).map((name) => statSync(join(BASELINES, name)).size)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES)
  })
})

/** Keeps a baseline that still holds, so that a new recording changes only what changed. */
async function record(shot: Shot): Promise<null> {
  if ((await problemOf(shot)) !== null) {
    replaceFile(baselineOf(shot.name), await reduceShot(shot.png, shot.width))
  }
  return null
}

async function problemOf({ name, width, png }: Shot): Promise<string | null> {
  if (!existsSync(baselineOf(name))) return `${name}: there is no baseline`
  const expected = readFileSync(baselineOf(name))
  const actual = await reduceShot(png, width)
  const { pixels, diff } = await compareShots(expected, actual)
  if (pixels <= TOLERANCE) return null
  const write = (what: string, picture: Buffer) => {
    const file = join(RESULTS, `${name}.${what}`)
    replaceFile(file, picture)
    return file
  }
  const files = [
    write('expected.webp', expected),
    write('actual.webp', actual),
    write('full-size.png', png),
    ...(diff ? [write('diff.png', diff)] : []),
  ]
  const what = diff ? `${pixels} of its pixels differ` : 'it has another size'
  return `${name}: ${what}, see ${files.join(', ')}`
}

describe.runIf(isSheets)('contact sheets', () => {
  const shots: Shot[] = []
  for (const type of PAGE_TYPES) {
    test(`show ${type.what}`, async () => {
      shots.push(...(await takeShots(type, { realFonts: true })))
    })
  }
  afterAll(async () => {
    for (const [name, png] of await drawContactSheets(shots)) {
      replaceFile(join('.build/contact-sheets', `${name}.png`), png)
      process.stdout.write(`.build/contact-sheets/${name}.png\n`)
    }
  })
})
