import pixelmatch from 'pixelmatch'
import sharp from 'sharp'

/** How far two reduced pictures differ. */
export interface Difference {
  /** The share of the pixels that differ, from 0 to 1; 1 where the sizes do. */
  share: number
  /** What differs, in red; null where the sizes do. */
  diff: Buffer | null
}

/** How unlike two pixels may be: letters that are smoothed in another way stay below it. */
const THRESHOLD = 0.16
/** The share of pixels that may be unlike nonetheless. */
export const TOLERANCE = 0.0012

/** Compares two reduced pictures. */
export async function compareShots(expected: Buffer, actual: Buffer): Promise<Difference> {
  const [before, after] = await Promise.all([decode(expected), decode(actual)])
  const { width, height } = before.info
  if (after.info.width !== width || after.info.height !== height) return { share: 1, diff: null }
  const diff = Buffer.alloc(width * height * 4)
  const options = { threshold: THRESHOLD, includeAA: true }
  const count = pixelmatch(before.data, after.data, diff, width, height, options)
  const png = await sharp(diff, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
  return { share: count / (width * height), diff: png }
}

function decode(picture: Buffer) {
  return sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
}
