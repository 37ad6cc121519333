import { decodeUtf8 } from '../utf8.ts'

export interface Icon {
  mime: string
  bytes: Uint8Array
}

export const MAX_ICON = 256 * 1024

/**
 * Reads the icon of an ApplicationDefinition: an SVG in base64 or as it is, or a data URI.
 *
 * @returns the icon, or what is wrong with it
 */
export function readIcon(text: string): Icon | string {
  if (text.length > MAX_ICON * 2) return `is larger than ${MAX_ICON} bytes`
  const bytes = decode(text.trim())
  if (bytes === null) return 'is neither base64 nor SVG nor a data URI'
  if (bytes.length > MAX_ICON) return `is larger than ${MAX_ICON} bytes`
  const mime = sniff(bytes)
  return mime === null ? 'is no SVG, PNG, JPEG, GIF or WebP image' : { mime, bytes }
}

function decode(text: string): Uint8Array | null {
  if (text.startsWith('<')) return new TextEncoder().encode(text)
  const uri = /^data:[^,]{0,200},/i.exec(text)?.[0]
  if (uri === undefined) return fromBase64(text)
  const data = text.slice(uri.length)
  return /;base64,$/i.test(uri) ? fromBase64(data) : fromPercent(data)
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

function fromPercent(text: string): Uint8Array | null {
  try {
    return new TextEncoder().encode(decodeURIComponent(text))
  } catch {
    return null
  }
}

/** How each format begins, in Latin-1; a dot stands for any byte. */
const MAGIC: [mime: string, start: string][] = [
  ['image/png', '\u0089PNG\r\n\u001a\n'],
  ['image/jpeg', '\u00ff\u00d8\u00ff'],
  ['image/gif', 'GIF8'],
  ['image/webp', 'RIFF....WEBP'],
]

/** What the bytes are, whatever a data URI calls them. */
function sniff(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  const match = MAGIC.find(([, magic]) =>
    [...magic].every((character, at) => character === '.' || character === start[at]),
  )
  if (match) return match[0]
  const text =
    decodeUtf8(bytes)
      ?.replace(/^\ufeff/, '')
      .trimStart() ?? ''
  const isSvg = /^<(svg|\?xml|!--|!DOCTYPE svg)/i.test(text) && /<svg[\s>]/.test(text)
  return isSvg ? 'image/svg+xml' : null
}
