import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArchive } from '../../src/io/archive/archive.ts'
import {
  END,
  type HandMadeEntry,
  mutatedTar,
  paxHeader,
  paxRecord,
  tar,
  targz,
} from './hand-made-tar.ts'

async function rules(archive: Uint8Array): Promise<string[]> {
  const { artifact, findings } = await readArchive(archive)
  expect(artifact === null).toBe(findings.some(({ severity }) => severity === 'error'))
  return findings.map(({ rule, message }) => `${rule}: ${message}`)
}

/** What an archive of one harmless file and these parts ends in. */
const attack = (...parts: (HandMadeEntry | Uint8Array)[]) =>
  rules(targz({ name: 'a.yaml', content: 'a' }, ...parts))

const FILE = { name: 'b', content: 'b' }

describe('a good archive', () => {
  test('is read with its folders, long names and links', async () => {
    const long = `${'x'.repeat(120)}.yaml`
    const { artifact, findings } = await readArchive(
      targz(
        { name: '.', type: '5' },
        { name: './folder/', type: '5' },
        { name: './folder/one.yaml', content: 'one' },
        { name: 'two.yaml', prefix: 'folder', content: 'x'.repeat(1000) },
        paxHeader({ path: `folder/ünï-${long}`, mtime: '1.5' }),
        { name: 'short', content: 'three' },
        { name: '././@LongLink', type: 'L', content: `${long}\0`, magic: 'ustar  \0' },
        { name: 'short', content: 'four', magic: 'ustar  \0' },
        { name: 'link', type: '2', linkName: '../../etc/passwd' },
        { name: 'hard', type: '1', linkName: 'folder/one.yaml' },
        new Uint8Array(8192),
      ),
    )
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
    expect([...(artifact?.files ?? [])].map(([path, bytes]) => [path, text(bytes)])).toEqual([
      ['folder/one.yaml', 'one'],
      ['folder/two.yaml', 'x'.repeat(1000)],
      [`folder/ünï-${long}`, 'three'],
      [long, 'four'],
    ])
    expect([...(artifact?.links ?? [])]).toEqual([
      ['link', '../../etc/passwd'],
      ['hard', 'folder/one.yaml'],
    ])
    expect(artifact?.unpackedSize).toBe(1012)
    expect(findings).toMatchObject([
      {
        rule: 'archive-link',
        severity: 'info',
        file: 'link',
        message: '"link" is a link to "../../etc/passwd", and not read',
      },
      { rule: 'archive-link', severity: 'info', file: 'hard' },
    ])
  })

  test('may be empty, or in several gzip members', async () => {
    expect(await rules(gzipSync(Buffer.alloc(10240)))).toEqual([])
    const bytes = tar(FILE)
    const members = [gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]
    expect(await rules(Buffer.concat(members))).toEqual([])
  })
})

describe('what is no .tar.gz', () => {
  const good = targz(FILE)
  const unfinished = tar(FILE).subarray(0, -1024)

  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'is not compressed with gzip'],
    ['a tar', tar(FILE), 'is not compressed with gzip'],
    ['zip', Buffer.from('PK\u0003\u0004'), 'is not compressed with gzip'],
    ['gzip cut off', good.subarray(0, -5), 'is not intact gzip: unexpected end of file'],
    [
      'gzip with a wrong checksum',
      good.with(-6, (good.at(-6) ?? 0) ^ 1),
      'is not intact gzip: incorrect data check',
    ],
    [
      'text after gzip',
      Buffer.concat([good, Buffer.from('hello')]),
      'is not intact gzip: incorrect header check',
    ],
    ['zeros after gzip', Buffer.concat([good, END]), 'goes on after the end of its gzip data'],
    ['compressed text', gzipSync('hello'), 'is cut off in a header'],
    ['compressed HTML', gzipSync('<html>'.repeat(1000)), 'has a header with a wrong checksum'],
    ['an empty tar', gzipSync(''), 'ends without an end marker'],
    ['no end marker', gzipSync(unfinished), 'ends without an end marker'],
    [
      'half an end marker',
      gzipSync(Buffer.concat([unfinished, END.subarray(512)])),
      'has half an end marker',
    ],
    [
      'a file cut off',
      gzipSync(tar({ name: 'b', content: 'x'.repeat(600) }).subarray(0, 1200)),
      'is cut off in "b"',
    ],
    [
      'a file without its content',
      gzipSync(tar({ name: 'b', size: '77777777777' })),
      'is cut off in "b"',
    ],
    [
      'an archive after the archive',
      gzipSync(Buffer.concat([tar(FILE), tar({ name: 'evil' })])),
      'goes on after its end marker',
    ],
    [
      'a byte after the archive',
      gzipSync(Buffer.concat([tar(FILE), Buffer.from([1])])),
      'goes on after its end marker',
    ],
    [
      'a part of a block',
      gzipSync(Buffer.concat([tar(FILE), Buffer.from([0])])),
      'does not end with a whole block',
    ],
    [
      'a wrong checksum',
      targz({ ...FILE, checksum: '0000000\0' }),
      'has a header with a wrong checksum',
    ],
    [
      'the format of old',
      targz({ ...FILE, magic: '\0' }),
      'has a header that is neither USTAR nor GNU',
    ],
    [
      'the format of star',
      targz({ ...FILE, patch: [508, 'tar\0'] }),
      'has a header with data where its format has none',
    ],
    [
      'a prefix in GNU’s format',
      targz({ ...FILE, magic: 'ustar  \0', prefix: 'evil' }),
      'has a header with data where its format has none',
    ],
    [
      'a mode that is none',
      targz({ ...FILE, patch: [100, '0000999\0'] }),
      'has a header whose mode is not a number',
    ],
  ])('%s', async (_, archive, message) => {
    expect(await rules(archive)).toEqual([`archive-format: the archive ${message}`])
  })
})

describe('paths', () => {
  test.each([
    ['../b', 'leads out of the archive'],
    ['b/../../c', 'leads out of the archive'],
    ['b/..', 'leads out of the archive'],
    ['..', 'leads out of the archive'],
    ['/etc/passwd', 'is absolute'],
    ['.//etc/passwd', 'is absolute'],
    ['C:/windows', 'begins with a drive letter'],
    ['c:b', 'begins with a drive letter'],
    ['b\\..\\c', 'holds a backslash, which some systems read as a slash'],
    ['b\u001b[2J', 'holds control or invisible characters'],
    ['b\nc', 'holds control or invisible characters'],
    ['b\u202eyaml', 'holds control or invisible characters'],
    ['b//c', 'holds an empty or a dot segment'],
    ['b/./c', 'holds an empty or a dot segment'],
    ['.', 'holds an empty or a dot segment'],
    ['', 'is empty'],
    [Array(33).fill('d').join('/'), 'is deeper than 32 folders'],
    ['a.yaml', 'is there twice'],
    ['./a.yaml', 'is there twice'],
    ['A.YAML', 'differs from another path only in upper and lower case'],
    ['a.yaml/b', 'is a file, and a folder with something in it'],
  ])('%j is refused', async (name, message) => {
    const [found, ...more] = await attack({ name })
    expect(found).toMatch(/^archive-path: /)
    expect(found?.endsWith(message)).toBe(true)
    expect(more).toEqual([])
  })

  test('a path that is too long is refused', async () => {
    const path = `${'x'.repeat(200)}/`.repeat(6)
    const found = await attack(paxHeader({ path: `${path}y` }), FILE)
    expect(found).toEqual([expect.stringMatching(/^archive-path: .* is longer than 1024 bytes$/)])
  })

  test('a path that is not UTF-8 is refused', async () => {
    const found = await attack({ name: Buffer.from([0x62, 0xff]) })
    expect(found).toEqual(['archive-path: the archive has a name that is not UTF-8'])
  })

  test.each<[string, HandMadeEntry[], string]>([
    [
      'twins by Unicode form',
      [{ name: 'caf\u00e9' }, { name: 'cafe\u0301' }],
      'differs from another path only in its Unicode form',
    ],
    [
      'twins by a folder’s case',
      [{ name: 'Charts/one' }, { name: 'charts/two' }],
      'differs from another path only in upper and lower case',
    ],
    [
      'twins by a letter that grows',
      [{ name: 'stra\u00dfe' }, { name: 'STRASSE' }],
      'differs from another path only in upper and lower case',
    ],
    [
      'a folder twice',
      [
        { name: 'b', type: '5' },
        { name: 'b/', type: '5' },
      ],
      'is there twice',
    ],
    [
      'a file where there is a folder',
      [{ name: 'b/c' }, { name: 'b' }],
      'is a file, and a folder with something in it',
    ],
    [
      'a file below a link',
      [
        { name: 'b', type: '2', linkName: '/etc' },
        { name: 'b/passwd', content: 'x' },
      ],
      'is a link, and a folder with something in it',
    ],
    [
      'a link above a file',
      [
        { name: 'b/passwd', content: 'x' },
        { name: 'b', type: '2', linkName: '/etc' },
      ],
      'is a link, and a folder with something in it',
    ],
    [
      'a link in the place of a file',
      [
        { name: 'b', content: 'x' },
        { name: 'b', type: '2', linkName: '/etc' },
      ],
      'is there twice',
    ],
  ])('%s are refused', async (_, entries, message) => {
    const [found, ...more] = await attack(...entries)
    expect(found).toMatch(/^archive-path: /)
    expect(found?.endsWith(message)).toBe(true)
    expect(more).toEqual([])
  })
})

describe('entries', () => {
  const pax = (records: Record<string, string> | string) => [paxHeader(records), FILE]

  test.each<[string, (HandMadeEntry | Uint8Array)[], string]>([
    ['a character device', [{ name: 'b', type: '3' }], '"b" is a device'],
    ['a block device', [{ name: 'b', type: '4' }], '"b" is a device'],
    ['a pipe', [{ name: 'b', type: '6' }], '"b" is a pipe'],
    [
      'a contiguous file',
      [{ name: 'b', type: '7' }],
      '"b" is a contiguous file, which readers treat differently',
    ],
    [
      'a sparse file',
      [{ name: 'b', type: 'S', magic: 'ustar  \0' }],
      '"b" is a sparse file, which readers treat differently',
    ],
    ['an unknown type', [{ name: 'b', type: 'V' }], '"b" is of an unknown type, "V"'],
    [
      'a global PAX header',
      [paxHeader({ comment: 'x' }, 'g')],
      '"PaxHeaders.0/x" is a global PAX header, which changes all entries after it',
    ],
    [
      'a size in binary',
      [{ ...FILE, size: Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) }],
      'the archive has an entry whose size is not an octal number',
    ],
    [
      'a negative size',
      [{ ...FILE, size: '-0000000001\0' }],
      'the archive has an entry whose size is not an octal number',
    ],
    [
      'a size with a gap',
      [{ ...FILE, size: '1 1\0' }],
      'the archive has an entry whose size is not an octal number',
    ],
    [
      'a size behind a NUL',
      [{ ...FILE, size: '\u00001\0' }],
      'the archive has an entry whose size is not an octal number',
    ],
    [
      'a size in decimals',
      [{ ...FILE, size: '9\0' }],
      'the archive has an entry whose size is not an octal number',
    ],
    [
      'a folder with a size',
      [{ name: 'b', type: '5', content: 'x' }],
      '"b" is a directory with a size',
    ],
    [
      'a link with a size',
      [{ name: 'b', type: '2', linkName: 'a', content: 'x' }],
      '"b" is a link with a size',
    ],
    [
      'a link named as a folder',
      [{ name: 'b/', type: '2', linkName: 'a' }],
      '"b/" is a link named as a folder',
    ],
    [
      'a PAX header that sets the size',
      pax({ size: '0' }),
      'the archive has a PAX header that sets "size"',
    ],
    [
      'a PAX header of a sparse file',
      pax({ 'GNU.sparse.name': 'c' }),
      'the archive has a PAX header that sets "GNU.sparse.name"',
    ],
    [
      'a PAX header with a charset',
      pax({ hdrcharset: 'BINARY' }),
      'the archive has a PAX header that sets "hdrcharset"',
    ],
    [
      'a PAX header with an unknown key',
      pax({ ' path': 'c' }),
      'the archive has a PAX header that sets " path"',
    ],
    [
      'a PAX header with a key twice',
      pax(paxRecord('path', 'c') + paxRecord('path', 'd')),
      'the archive has a PAX header that sets path twice',
    ],
    [
      'a PAX header with an empty path',
      pax({ path: '' }),
      'the archive has a PAX header with no path',
    ],
    ['a PAX header with a NUL', pax({ path: 'c\0d' }), 'the archive has a PAX header with no path'],
    [
      'a PAX header with no number',
      pax({ mtime: 'NaN' }),
      'the archive has a PAX header whose mtime is not a number',
    ],
    [
      'a PAX record that is too long',
      pax('99 path=c\n'),
      'the archive has a PAX header with records that are none',
    ],
    [
      'a PAX record that is too short',
      pax('5 path=c\n'),
      'the archive has a PAX header with records that are none',
    ],
    [
      'a PAX record of length 0',
      pax('0 path=c\n'),
      'the archive has a PAX header with records that are none',
    ],
    [
      'a PAX record with a sign',
      pax('+9 path=c\n'),
      'the archive has a PAX header with records that are none',
    ],
    [
      'a PAX record that is text',
      pax('hello'),
      'the archive has a PAX header with records that are none',
    ],
    [
      'two PAX headers',
      [paxHeader({ path: 'c' }), ...pax({ path: 'd' })],
      'the archive has two headers for the name of one entry',
    ],
    [
      'a PAX header and a long name',
      [{ name: 'x', type: 'L', content: 'c\0' }, ...pax({ path: 'd' })],
      'the archive has two headers for the name of one entry',
    ],
    [
      'two long names',
      [{ name: 'x', type: 'L', content: 'c\0' }, { name: 'x', type: 'L', content: 'd\0' }, FILE],
      'the archive has two headers for the name of one entry',
    ],
    [
      'an empty long name',
      [{ name: 'x', type: 'L', content: '\0' }, FILE],
      'the archive has a long name that is empty',
    ],
    [
      'a PAX header for nothing',
      [paxHeader({ path: 'c' })],
      'the archive has a header for the name of no entry',
    ],
    [
      'a PAX header without end',
      [paxHeader({ comment: 'x'.repeat(70_000) }), FILE],
      'the archive has a header that is larger than any name',
    ],
  ])('%s is refused', async (_, parts, message) => {
    expect(await attack(...parts)).toEqual([`archive-entry: ${message}`])
  })

  test('a PAX header cannot hide a path', async () => {
    const found = await attack(...pax({ path: '../../etc/passwd' }))
    expect(found).toEqual(['archive-path: "../../etc/passwd" leads out of the archive'])
  })
})

describe('limits', () => {
  /** Bytes that look random in part: compressible, and not by 200. */
  function noise(length: number): Buffer {
    const bytes = Buffer.alloc(length)
    let seed = 1
    for (let at = 0; at + 4 <= length; at += 64) {
      seed = (seed * 48271) % 2147483647
      bytes.writeInt32LE(seed, at)
    }
    return bytes
  }

  test('the compressed size', async () => {
    const found = await rules(Buffer.alloc(64 * 1024 * 1024 + 1))
    expect(found).toEqual(['archive-limit: the archive is larger than 64 MiB'])
  })

  test('a bomb by ratio', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 })
    const before = process.memoryUsage().rss
    const found = await rules(bomb)
    expect(found).toEqual(['archive-limit: the archive inflates to more than 200 times its size'])
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024)
  })

  test('a bomb by size', async () => {
    const member = gzipSync(noise(1024 * 1024), { level: 1 })
    const found = await rules(Buffer.concat(Array(257).fill(member)))
    expect(found).toEqual(['archive-limit: the archive inflates to more than 256 MiB'])
  })

  test('a bomb of gzip in gzip is only unpacked once', async () => {
    const inner = gzipSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 })
    expect(await rules(gzipSync(inner))).toEqual([
      'archive-format: the archive has a header with a wrong checksum',
    ])
  })

  test('the size of an entry', async () => {
    const content = noise(8 * 1024 * 1024 + 1)
    expect(await attack({ name: 'b', content })).toEqual([
      'archive-limit: "b" is larger than 8.0 MiB',
    ])
    expect(await attack({ name: 'b', content: content.subarray(1) })).toEqual([])
  })

  test('a bomb by count', async () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ name: `b/${(at * 7919) % 1000003}` }))
    expect(await attack(...files(20_000))).toEqual([
      'archive-limit: the archive holds more than 20000 entries',
    ])
    expect(await attack(...files(19_999))).toEqual([])
  })

  test('a bomb by depth', async () => {
    const path = Array(33).fill('d').join('/')
    expect(await attack({ name: path })).toEqual([
      `archive-path: "${path}" is deeper than 32 folders`,
    ])
  })

  test('findings are not without end', async () => {
    const found = await attack(...Array.from({ length: 500 }, (_, at) => ({ name: `../${at}` })))
    expect(found).toHaveLength(51)
    expect(found.at(-1)).toBe('archive-path: 450 more of the same')
  })
})

describe('any archive', () => {
  test('mutated ends in findings or an artifact', { timeout: 60_000 }, async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(
        mutatedTar,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }),
        fc.boolean(),
        async (tar, changes, isInside) => {
          const bytes = gzipSync(tar, { level: 1 })
          if (!isInside) for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          const { artifact, findings } = await readArchive(bytes)
          const errors = findings.filter(({ severity }) => severity === 'error')
          if (artifact) accepted++
          // What the strict reader accepts, the second reads alike.
          expect(errors.map(({ message }) => message).join()).not.toContain('two readers')
          expect(artifact === null).toBe(errors.length > 0)
          for (const path of artifact?.files.keys() ?? [])
            expect(path).not.toMatch(/^\/|(^|\/)\.\.(\/|$)|\\/)
        },
      ),
      { numRuns: 10_000, seed: 1906 },
    )
    expect(accepted).toBeGreaterThan(1000)
  })
})

const coreTap = process.env['CORE_TAP_ARCHIVE']

test.skipIf(!coreTap)('the core tap is read as a whole', async () => {
  const { artifact, findings } = await readArchive(readFileSync(coreTap ?? ''))
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(artifact?.files.size).toBeGreaterThan(700)
})
