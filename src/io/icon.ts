import { hash } from 'node:crypto'
import sharp from 'sharp'
import { MAX_ICON } from '../core/contents/icon.ts'

export type RenderedIcon = { png: Uint8Array; sha256: string } | { reason: string }

const SIZE = 128
const MAX_PIXELS = 4096 * 4096
const SECONDS = 10

const FORMATS: Record<string, string> = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/**
 * Draws a stranger’s icon as a PNG of at most 128 by 128 pixels. Only pixels come out: whatever an
 * SVG can do in a browser is left behind, and it is given no address to load anything from.
 */
export async function renderIcon(bytes: Uint8Array, mime: string): Promise<RenderedIcon> {
  const format = FORMATS[mime]
  if (!format) return { reason: `${JSON.stringify(mime)} is no format for an icon` }
  if (bytes.length > MAX_ICON) return { reason: `larger than ${MAX_ICON} bytes` }
  const danger = format === 'svg' ? unsafeSvg(bytes) : null
  if (danger) return { reason: danger }
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
    const { format: found } = await image.metadata()
    if (found !== format) return { reason: `expected ${format}, found ${found}` }
    const png = await image
      .resize(SIZE, SIZE, { fit: 'inside' })
      .timeout({ seconds: SECONDS })
      .toColourspace('srgb')
      .png({ compressionLevel: 9, adaptiveFiltering: false, palette: false })
      .toBuffer()
    return { png, sha256: hash('sha256', png) }
  } catch (error) {
    return { reason: error instanceof Error ? firstLine(error.message) : String(error) }
  }
}

/** What a renderer may look up elsewhere or unfold into much; no icon needs it. */
function unsafeSvg(bytes: Uint8Array): string | null {
  const text = new TextDecoder('latin1').decode(bytes)
  if (/encoding\s*=\s*["'](?!utf-?8)/i.test(text.slice(0, 200))) return 'an SVG is drawn from UTF-8'
  if (/<!ENTITY/i.test(text)) return 'an SVG with entities of its own is not drawn'
  if (/<(\w+:)?include[\s>/]/i.test(text)) return 'an SVG that includes other files is not drawn'
  const embeds = /<(\w+:)?(fe)?image[\s>/]/i.test(text) && /data:|&#/i.test(text)
  return embeds ? 'an SVG with another image inside is not drawn' : null
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
