import { gzipSync } from 'node:zlib'
import fc from 'fast-check'

export interface HandMadeEntry {
  name: string | Uint8Array
  type?: string
  content?: string | Uint8Array
  linkName?: string
  /** Instead of the content's own, as it stands in the header. */
  size?: string | Uint8Array
  magic?: string
  prefix?: string
  /** Written over the finished header, before its checksum. */
  patch?: [at: number, text: string]
  checksum?: string
}

/** The end of an archive: two blocks of zeros. */
export const END = new Uint8Array(1024)

/** One entry of a tar archive, exactly as it is described and no better. */
function tarEntry(entry: HandMadeEntry): Buffer {
  const content = Buffer.from(entry.content ?? '')
  const header = Buffer.alloc(512)
  const write = (text: string | Uint8Array, at: number) => header.set(Buffer.from(text), at)
  write(entry.name, 0)
  for (const at of [100, 108, 116]) write('0000644\0', at)
  write(entry.size ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124)
  write('00000000000\0', 136)
  write(entry.type ?? '0', 156)
  write(entry.linkName ?? '', 157)
  write(entry.magic ?? 'ustar\u000000', 257)
  write(entry.prefix ?? '', 345)
  if (entry.patch) write(entry.patch[1], entry.patch[0])
  write('        ', 148)
  const sum = header.reduce((total, byte) => total + byte, 0)
  write(entry.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
  return Buffer.concat([header, content, padding])
}

/** A PAX header with the given records. */
export function paxHeader(records: Record<string, string> | string, type = 'x'): Buffer {
  const content =
    typeof records === 'string'
      ? records
      : Object.entries(records)
          .map(([key, value]) => paxRecord(key, value))
          .join('')
  return tarEntry({ name: 'PaxHeaders.0/x', type, content })
}

export function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + 1
  while (String(length).length + rest !== length) length++
  return `${length} ${key}=${value}\n`
}

/** An archive of entries, with its end marker, compressed. */
export function targz(...parts: (HandMadeEntry | Uint8Array)[]): Buffer {
  return gzipSync(tar(...parts))
}

export function tar(...parts: (HandMadeEntry | Uint8Array)[]): Buffer {
  const blocks = parts.map((part) => (part instanceof Uint8Array ? part : tarEntry(part)))
  return Buffer.concat([...blocks, END])
}

const ORIGINAL = tar(
  { name: '.', type: '5' },
  { name: 'folder', type: '5' },
  { name: 'folder/one.yaml', content: 'one' },
  paxHeader({ path: `folder/${'x'.repeat(120)}`, mtime: '1' }),
  { name: 'short', content: 'x'.repeat(700) },
  { name: 'link', type: '2', linkName: 'folder' },
  { name: 'x', type: 'L', content: 'long\0', magic: 'ustar  \0' },
  { name: 'short', content: 'four', magic: 'ustar  \0' },
)

interface Mutation {
  at: number
  byte: number
  mendsChecksum: boolean
}

/** An archive with every kind of entry, some bytes of which are changed, and perhaps its end is cut off. */
export const mutatedTar: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.array(
      fc.record({
        at: fc.nat(ORIGINAL.length - 1),
        byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 0x20, 0x2e, 0x2f, 0x30, 0x37, 0x80, 0xff)),
        mendsChecksum: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 5 },
      { arbitrary: fc.nat(ORIGINAL.length), weight: 1 },
    ),
  )
  .map(([mutations, length]) => mutate(mutations).subarray(0, length))

/** Changes that keep a header's checksum right reach further than those that do not. */
function mutate(mutations: readonly Mutation[]): Buffer {
  const bytes = Buffer.from(ORIGINAL)
  for (const { at, byte, mendsChecksum } of mutations) {
    bytes[at] = byte
    const block = bytes.subarray(at - (at % 512), at - (at % 512) + 512)
    if (!mendsChecksum || block.toString('latin1', 257, 262) !== 'ustar') continue
    block.write('        ', 148)
    const sum = block.reduce((total, one) => total + one, 0)
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  }
  return bytes
}
