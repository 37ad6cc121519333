/** One header block of a tar archive, with every field that two readers could read differently. */
export interface TarHeader {
  name: string
  linkName: string
  /** The type flag as a character; a regular file is `0`. */
  type: string
  size: number
}

export const BLOCK = 512

/** Where numbers stand, and how long they are. */
const NUMBERS = [
  ['mode', 100, 8],
  ['owner', 108, 8],
  ['group', 116, 8],
  ['time', 136, 12],
  ['device', 329, 8],
  ['device', 337, 8],
] as const

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Why an archive, or an entry of it, is not read. */
export interface ArchiveProblem {
  /** The id of the finding. */
  rule: 'archive-format' | 'archive-path' | 'archive-entry' | 'archive-limit'
  message: string
}

/** A place from which on an archive cannot be read. */
export class BrokenArchive extends Error {
  readonly rule: ArchiveProblem['rule']

  constructor(rule: ArchiveProblem['rule'], message: string) {
    super(message)
    this.rule = rule
  }
}

/** @throws BrokenArchive where readers could differ in what the header says */
export function readHeader(block: Uint8Array): TarHeader {
  if (checksum(block) !== octal(block, 148, 8))
    throw new BrokenArchive('archive-format', 'has a header with a wrong checksum')
  const magic = ascii(block, 257, 8)
  const isUstar = magic === 'ustar\u000000'
  if (!isUstar && magic !== 'ustar  \0')
    throw new BrokenArchive('archive-format', 'has a header that is neither USTAR nor GNU')
  // Go reads star's shorter prefix by a mark at the end of the block, and a prefix in GNU's headers.
  if (!isZero(block.subarray(isUstar ? 500 : 345)))
    throw new BrokenArchive('archive-format', 'has a header with data where its format has none')
  for (const [name, at, length] of NUMBERS)
    if (octal(block, at, length) === null && !isBinary(block, at))
      throw new BrokenArchive('archive-format', `has a header whose ${name} is not a number`)
  const size = octal(block, 124, 12)
  if (size === null)
    throw new BrokenArchive('archive-entry', 'has an entry whose size is not an octal number')
  const name = text(block, 0, 100)
  const prefix = isUstar ? text(block, 345, 155) : ''
  return {
    name: prefix ? `${prefix}/${name}` : name,
    linkName: text(block, 157, 100),
    type: block[156] === 0 ? '0' : ascii(block, 156, 1),
    size,
  }
}

export function isZero(block: Uint8Array): boolean {
  for (let at = 0; at < block.length; at++) if (block[at] !== 0) return false
  return true
}

/** Reads a name up to its first NUL. */
export function text(bytes: Uint8Array, at = 0, length = bytes.length): string {
  const field = bytes.subarray(at, at + length)
  const end = field.indexOf(0)
  try {
    return utf8.decode(end < 0 ? field : field.subarray(0, end))
  } catch {
    throw new BrokenArchive('archive-path', 'has a name that is not UTF-8')
  }
}

/** The sum of all bytes, the checksum's own counted as spaces. */
export function checksum(block: Uint8Array): number {
  let sum = 8 * 0x20
  for (let at = 0; at < block.length; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0
  return sum
}

/** Digits, then nothing but spaces and NULs: other spellings are read differently by different readers. */
function octal(block: Uint8Array, at: number, length: number): number | null {
  const field = ascii(block, at, length)
  const digits = /^([0-7]*)[ \0]*$/.exec(field)?.[1]
  return digits === undefined ? null : Number.parseInt(digits || '0', 8)
}

/** GNU's spelling of numbers too large for octal digits. */
function isBinary(block: Uint8Array, at: number): boolean {
  return block[at] === 0x80 || block[at] === 0xff
}

/** One character a byte. */
export function ascii(block: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...block.subarray(at, at + length))
}
