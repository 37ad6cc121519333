import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import satori from 'satori'
import sharp from 'sharp'
import { type Drawing, drawCard } from '../core/draw-card.ts'
import { printable } from '../core/printable.ts'
import type { CardText } from '../core/social-card.ts'
import { replaceFile } from './replace-file.ts'

/** How many pictures were drawn, and how many were found in the cache. */
export interface Drawn {
  drawn: number
  kept: number
}

/**
 * Writes the pictures of cards, by their path below `folder`. One that was drawn before, of the same
 * texts in the same design, is taken from the cache.
 *
 * @param progress told after each picture that was drawn, with the number of those
 */
export async function writeCards(
  cards: ReadonlyMap<string, CardText>,
  folder: string,
  cache: string,
  progress: (drawn: number) => void = () => {},
): Promise<Drawn> {
  const result = { drawn: 0, kept: 0 }
  const waiting = [...cards]
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [path, card] = next
      const cached = join(cache, `${keyOf(drawCard(card))}.png`)
      if (existsSync(cached)) result.kept += 1
      else {
        replaceFile(cached, await renderCard(card))
        result.drawn += 1
        progress(result.drawn)
      }
      const target = join(folder, path)
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, readFileSync(cached))
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return result
}

/** Changes with the texts, with the design, and with what draws them. */
function keyOf(drawing: Drawing): string {
  const hash = createHash('sha256').update(JSON.stringify([drawing, PNG, sharp.versions, SATORI]))
  for (const { data } of fonts()) hash.update(data)
  return hash.digest('hex')
}

/**
 * Draws a card as a PNG. A description in a script that the font lacks is left out, since boxes in
 * place of letters help nobody; of one with emoji or arrows, these are.
 */
export async function renderCard(card: CardText): Promise<Uint8Array> {
  const plain = card.description.replace(MARKS, '')
  for (const description of [plain, plain.replace(SYMBOLS, ' ').replace(/\s+/g, ' ').trim(), '']) {
    const drawing = drawCard({ ...card, description })
    const { svg, lacks } = await layOut(drawing)
    if (!lacks) return rasterise(drawing, svg)
  }
  throw new Error(`the font lacks letters for the name ${printable(card.name)}`)
}

/** Satori draws what is left of them in composed text as boxes, and does not tell. */
const MARKS = /\p{M}/gu
/** Emoji with what joins them, arrows, dingbats and the like: all but letters and punctuation. */
const SYMBOLS = /[^\p{L}\p{N}\p{P}\p{Z}\x20-\x7e]+/gu

/** Texts become paths here; satori is given data, no markup, and asked to fetch nothing. */
async function layOut({
  width,
  height,
  element,
}: Drawing): Promise<{ svg: string; lacks: boolean }> {
  let lacks = false
  const fontFamily = SUBSETS.map(familyOf).join(', ')
  const root = { type: 'div', props: { style: { display: 'flex', fontFamily }, children: element } }
  const svg = await satori(root as unknown as Parameters<typeof satori>[0], {
    width,
    height,
    fonts: fonts(),
    loadAdditionalAsset: async () => {
      lacks = true
      return []
    },
  })
  return { svg, lacks }
}

/** Sixteen colours do for flat shapes; the highest levels of compression double the time for a tenth. */
const PNG = { palette: true, colours: 16, dither: 0, effort: 1, compressionLevel: 6 } as const

function rasterise({ width, height, ground }: Drawing, text: string): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${text}</svg>`
  return sharp(Buffer.from(svg)).png(PNG).toBuffer()
}

/** The files that a font is cut into; satori looks for a letter in one family after the other. */
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese']
const WEIGHTS = [500, 600, 700] as const

const familyOf = (subset: string) => `Montserrat ${subset}`

const require = createRequire(import.meta.url)
const SATORI: unknown = require('satori/package.json').version

function readFonts() {
  const folder = dirname(require.resolve('@fontsource/montserrat/package.json'))
  return SUBSETS.flatMap((subset) =>
    WEIGHTS.map((weight) => ({
      name: familyOf(subset),
      weight,
      style: 'normal' as const,
      data: readFileSync(join(folder, `files/montserrat-${subset}-${weight}-normal.woff`)),
    })),
  )
}

let read: ReturnType<typeof readFonts> | null = null

function fonts(): ReturnType<typeof readFonts> {
  read ??= readFonts()
  return read
}
