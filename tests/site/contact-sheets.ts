import sharp from 'sharp'
import type { Shot } from './shots.ts'

const GAP = 16
const SHEET_WIDTH = 2000
const CELL_HEIGHT = 700
const ROWS = 2

/**
 * Puts many pages of one width and theme on one picture, so that a person can look through them.
 *
 * @returns PNGs by name, such as 360-dark-1
 */
export async function drawContactSheets(shots: readonly Shot[]): Promise<Map<string, Buffer>> {
  const groups = new Map<string, Shot[]>()
  for (const shot of shots) {
    const key = `${shot.width}-${shot.theme}`
    groups.set(key, [...(groups.get(key) ?? []), shot])
  }
  const sheets = new Map<string, Buffer>()
  for (const [key, group] of groups) {
    const cellWidth = Math.min(480, group[0]?.width ?? 480)
    const columns = Math.floor((SHEET_WIDTH + GAP) / (cellWidth + GAP))
    for (let at = 0; at < group.length; at += columns * ROWS) {
      const some = group.slice(at, at + columns * ROWS)
      sheets.set(`${key}-${at / (columns * ROWS) + 1}`, await drawSheet(some, cellWidth, columns))
    }
  }
  return sheets
}

async function drawSheet(
  shots: readonly Shot[],
  cellWidth: number,
  columns: number,
): Promise<Buffer> {
  const pictures = await Promise.all(
    shots.map(async ({ png }, at) => ({
      input: await sharp(png)
        .resize({ width: cellWidth, height: CELL_HEIGHT, fit: 'inside', withoutEnlargement: true })
        .toBuffer(),
      left: (at % columns) * (cellWidth + GAP),
      top: Math.floor(at / columns) * (CELL_HEIGHT + GAP),
    })),
  )
  const rows = Math.ceil(shots.length / columns)
  const size = { width: columns * (cellWidth + GAP), height: rows * (CELL_HEIGHT + GAP) }
  return sharp({ create: { ...size, channels: 3, background: '#808080' } })
    .composite(pictures)
    .png({ palette: true, effort: 4 })
    .toBuffer()
}
