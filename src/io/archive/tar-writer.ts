import { BLOCK, checksum } from './tar-header.ts'

/** A file or a folder, as Go's archive/tar writes it for Flux. */
export interface TarItem {
  /** Without a slash behind, also for a folder. */
  name: string
  mode: number
  /** Null for a folder. */
  content: Uint8Array | null
}

const NAME_BYTES = 100
const PREFIX_BYTES = 155

/**
 * Writes an archive byte for byte as Go's archive/tar does. tar-stream cannot: it ends numbers with
 * a space, adds a slash to folders, splits long names elsewhere and orders PAX records otherwise.
 */
export function writeTar(items: readonly TarItem[]): Buffer {
  const blocks = items.flatMap((item) => {
    const content = item.content ?? new Uint8Array()
    return [...writeHeaders(item, content.length), content, padding(content.length)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])
}

function writeHeaders({ name, mode, content }: TarItem, size: number): Buffer[] {
  const type = content === null ? '5' : '0'
  const bytes = Buffer.byteLength(name)
  const isAscii = bytes === name.length
  const split = isAscii && bytes > NAME_BYTES ? splitName(name) : null
  const needsPax = !isAscii || (bytes > NAME_BYTES && !split)
  const { prefix, suffix } = split ?? { prefix: '', suffix: toAscii(name) }
  const header = writeHeader({ name: suffix, prefix, mode, size, type, withDevice: true })
  return needsPax ? [...writePax(name), header] : [header]
}

interface HeaderFields {
  name: string
  prefix: string
  mode: number
  size: number
  type: string
  /** Go leaves the device numbers of a PAX header empty. */
  withDevice: boolean
}

function writeHeader({ name, prefix, mode, size, type, withDevice }: HeaderFields): Buffer {
  const block = Buffer.alloc(BLOCK)
  block.write(name.slice(0, NAME_BYTES), 0, 'latin1')
  // A name that is cut behind a slash would be taken for a folder.
  if (name.length > NAME_BYTES && block[NAME_BYTES - 1] === 0x2f)
    block[name.slice(0, NAME_BYTES - 1).replace(/\/+$/, '').length] = 0
  for (const [value, at, length] of [
    [mode, 100, 8],
    [0, 108, 8],
    [0, 116, 8],
    [size, 124, 12],
    [0, 136, 12],
  ] as const)
    block.write(octal(value, length), at, 'latin1')
  block.write(type, 156, 'latin1')
  block.write('ustar\u000000', 257, 'latin1')
  if (withDevice) for (const at of [329, 337]) block.write(octal(0, 8), at, 'latin1')
  block.write(prefix, 345, 'latin1')
  block.write(`${octal(checksum(block), 7)} `, 148, 'latin1')
  return block
}

function writePax(name: string): Buffer[] {
  const [, folder = '', file = ''] = /^(.*\/)?(.*)$/s.exec(name) ?? []
  const record = Buffer.from(paxRecord('path', name))
  const header = writeHeader({
    name: toAscii(`${folder}PaxHeaders.0/${file}`).slice(0, NAME_BYTES).replace(/\/+$/, ''),
    prefix: '',
    mode: 0,
    size: record.length,
    type: 'x',
    withDevice: false,
  })
  return [header, record, padding(record.length)]
}

/** A record begins with its own length, digits included. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  length = rest + String(length).length
  return `${length} ${key}=${value}\n`
}

/** Splits at the last slash at which the front fits; null where no slash makes both fit. */
function splitName(name: string): { prefix: string; suffix: string } | null {
  const at = name.slice(0, PREFIX_BYTES + 1).lastIndexOf('/')
  const suffix = name.slice(at + 1)
  if (at <= 0 || suffix === '' || suffix.length > NAME_BYTES) return null
  return { prefix: name.slice(0, at), suffix }
}

function toAscii(name: string): string {
  return [...name].filter((character) => character <= '\u007f').join('')
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
}
