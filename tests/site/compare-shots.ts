import pixelmatch from 'pixelmatch'
import sharp from 'sharp'

/** How far two reduced pictures differ. */
export interface Difference {
  /** How many pixels differ; infinite where the sizes do. */
  pixels: number
  /** What differs, in red; null where the sizes do. */
  diff: Buffer | null
}

/**
 * Letters that another machine smooths or spaces by a fraction of a pixel are grey spots of the same
 * place and weight; blurred, they are alike, and an element that has moved or changed is not.
 */
const BLUR = 2
const THRESHOLD = 0.08
/** Measured at 768 by 1024: other smoothing up to 13, a line moved by 16 pixels 50, by 6 pixels 5. */
export const TOLERANCE = 40

/** Compares two reduced pictures. */
export async function compareShots(expected: Buffer, actual: Buffer): Promise<Difference> {
  const [before, after] = await Promise.all([decode(expected), decode(actual)])
  const { width, height } = before.info
  if (after.info.width !== width || after.info.height !== height) {
    return { pixels: Number.POSITIVE_INFINITY, diff: null }
  }
  const diff = Buffer.alloc(width * height * 4)
  const options = { threshold: THRESHOLD, includeAA: true }
  const pixels = pixelmatch(before.data, after.data, diff, width, height, options)
  const png = await sharp(diff, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
  return { pixels, diff: png }
}

function decode(picture: Buffer) {
  return sharp(picture).blur(BLUR).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
}
