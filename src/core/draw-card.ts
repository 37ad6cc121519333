import type { CardText, Tone } from './social-card.ts'

/** An element of a drawing: what React would call one, without React. */
export interface Element {
  type: string
  props: { style?: Record<string, string | number>; children?: Child | Child[] } & {
    [attribute: string]: unknown
  }
}
type Child = Element | string

/** A picture of a fixed size: shapes below, text above. */
export interface Drawing {
  width: number
  height: number
  /** SVG without text, for what is behind. */
  ground: string
  /** Texts and boxes, to be laid out. */
  element: Element
}

const WIDTH = 1200
const HEIGHT = 630
const MARGIN = 76

const INK = '#202124'
const QUIET = '#565c6b'
const BLUE = '#3d6ddd'
const PILLS: Record<Tone | 'version', { color: string; background: string }> = {
  version: { color: '#243f80', background: '#e4ebfb' },
  quiet: { color: QUIET, background: '#eceef2' },
  warning: { color: '#7a4b00', background: '#fcecc9' },
  danger: { color: '#9c1f1c', background: '#fbe0de' },
}

/** Draws the card that other sites show beside a link to a page: a pure description, no pixels. */
export function drawCard(text: CardText): Drawing {
  return { width: WIDTH, height: HEIGHT, ground: GROUND, element: layOut(text) }
}

function layOut({ above, name, version, state, description }: CardText): Element {
  const pills = [
    ...(version ? [pill(version, 'version')] : []),
    ...(state ? [pill(state.label, state.tone)] : []),
  ]
  return column(
    {
      width: WIDTH,
      height: HEIGHT,
      padding: MARGIN,
      boxSizing: 'border-box',
      justifyContent: 'space-between',
    },
    [
      line('Cozystack community packages', {
        ...{
          marginLeft: 76,
          height: 50,
          lineHeight: 1.6,
          fontSize: 30,
          fontWeight: 600,
          color: INK,
        },
      }),
      column({ width: WIDTH - 2 * MARGIN }, [
        ...(above ? [line(above, { fontSize: 30, fontWeight: 500, color: BLUE })] : []),
        clamp(name, 2, {
          ...{ fontSize: nameSize(name), fontWeight: 700, color: INK, lineHeight: 1.14 },
          ...{ letterSpacing: -1, marginTop: 6, wordBreak: 'break-word' },
        }),
        ...(pills.length > 0 ? [row({ gap: 16, marginTop: 26 }, pills)] : []),
      ]),
      column({ width: 960 }, [
        clamp(description, 2, {
          ...{ fontSize: 32, fontWeight: 500, color: QUIET, lineHeight: 1.4 },
          ...{ wordBreak: 'break-word' },
        }),
      ]),
    ],
  )
}

/** As large as fits into the width, or into two lines of it; a headline has spaces to break at. */
function nameSize(name: string): number {
  if (name.includes(' ')) return 76
  const sizes = [
    { longest: 13, size: 108 },
    { longest: 16, size: 92 },
    { longest: 20, size: 80 },
    { longest: 26, size: 64 },
    { longest: 40, size: 60 },
  ]
  return sizes.find(({ longest }) => name.length <= longest)?.size ?? 46
}

function pill(text: string, kind: Tone | 'version'): Element {
  return clamp(text, 1, {
    ...{ ...PILLS[kind], fontSize: 28, fontWeight: 600, lineHeight: 1.3 },
    ...{ padding: '8px 24px', borderRadius: 28, maxWidth: 720, wordBreak: 'break-all' },
  })
}

type Style = Record<string, string | number>

const column = (style: Style, children: Element[]): Element => ({
  type: 'div',
  props: { style: { display: 'flex', flexDirection: 'column', ...style }, children },
})

const row = (style: Style, children: Element[]): Element => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
})

const line = (text: string, style: Style): Element => clamp(text, 1, style)

const clamp = (text: string, lines: number, style: Style): Element => ({
  type: 'div',
  props: { style: { display: 'block', lineClamp: lines, ...style }, children: text },
})

/** The mark of the index: packages stacked on one another. */
const MARK = `<g transform="translate(${MARGIN} ${MARGIN}) scale(1.85)"><path fill="#c3d2f4" d="M6 6h9l2-3h9v16H6z"/><path fill="${BLUE}" d="M3 10h12l2-3h12v16H3z"/><path stroke="#fff" stroke-width="2" d="M8 15.5h16M8 19h9"/></g>`

/** A comb of hexagons that leaves the picture at its upper right corner. */
function comb(): string {
  const size = 66
  const cells: string[] = []
  for (let across = 0; across < 5; across += 1) {
    for (let down = 0; down < 5; down += 1) {
      if (across + (4 - down) < 3 + (across % 2) || down > across) continue
      const x = 830 + across * size * 1.5
      const y = -20 + (down + (across % 2) / 2) * size * Math.sqrt(3)
      cells.push(hexagon(x, y, size - 5, (across * 3 + down * 5) % 7 === 0))
    }
  }
  return cells.join('')
}

function hexagon(x: number, y: number, radius: number, dark: boolean): string {
  const points = Array.from({ length: 6 }, (_, at) => {
    const angle = (at * Math.PI) / 3
    return `${(x + radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`
  })
  // Flat: an outline has twice as many edges, and edges are what a picture weighs.
  return `<polygon points="${points.join(' ')}" fill="${dark ? '#dfe8fb' : '#f1f5fd'}"/>`
}

const GROUND = `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>${comb()}<rect y="${HEIGHT - 14}" width="${WIDTH}" height="14" fill="${BLUE}"/>${MARK}`
