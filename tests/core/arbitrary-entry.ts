import fc from 'fast-check'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import type { Finding } from '../../src/core/finding.ts'
import { toIndexFile } from '../../src/core/index-file.ts'
import type { Entry } from '../../src/core/schemas/entry.ts'
import { exampleEntry } from '../example-entry.ts'

/** A text that means to be an entry, and the name of the file it stands in. */
export interface EntryText {
  name: string
  text: string
}

/** What the engine makes of a text: the fields that the catalog shows, or null where it refuses. */
export function judge({ name, text }: EntryText): { entry: Entry | null; errors: Finding[] } {
  const { index, findings } = checkIndex([toIndexFile(`packages/${name}.yaml`, text)])
  const errors = findings.filter((finding) => finding.severity === 'error')
  const [shown] = errors.length === 0 ? compileCatalog(index).packages : []
  return { entry: shown ? pickFields(shown) : null, errors }
}

/** The eight fields of an entry; absent ones stay absent. */
export function pickFields(from: Entry): Entry {
  const { name, ociRef, version, description, homepage, maintainer, tags, signing } = from
  const fields = { name, ociRef, version, description, homepage, maintainer, tags, signing }
  const present = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as Entry
}

/** A text that readers take differently, as far as the client is concerned. */
export interface Trap extends EntryText {
  title: string
  /** What the client loads; null where it fails, and with it the whole index. */
  loads: Partial<Entry> | null
  /** What the finding says of the client. */
  says: string
}

function trap(title: string, loads: Trap['loads'], says: string, fields = {}): Trap {
  return { title, loads, says, name: 'trap', text: exampleEntry('trap', fields) }
}

function misread(field: 'version' | 'description', source: string, value: string): Trap {
  const says = `cozypkg reads ${JSON.stringify(value)}`
  return trap(`${field}: ${source}`, { [field]: value }, says, { [field]: source })
}

const EXAMPLE = { name: 'trap', ociRef: 'oci://ghcr.io/example/trap', description: 'An example.' }

function rewrite(one: Trap, change: (text: string) => string): Trap {
  return { ...one, text: change(one.text) }
}

/** Every way to be misread that upstream's client has been seen with. */
export const TRAPS: readonly Trap[] = [
  misread('version', '1.10', '1.1'),
  misread('version', '010', '8'),
  misread('version', '0o17', '15'),
  misread('version', '0x1F', '31'),
  misread('version', '1e3', '1000'),
  misread('version', '1_000', '1000'),
  misread('version', '.5', '0.5'),
  misread('description', 'no', 'false'),
  misread('description', 'y', 'true'),
  misread('description', 'yes', 'true'),
  misread('description', 'on', 'true'),
  misread('description', '~', ''),
  trap('a binary tag', { description: 'hello' }, 'cozypkg would read "hello"', {
    description: '!!binary aGVsbG8=',
  }),
  rewrite(
    trap('a merge key', { description: 'hi' }, 'whose fields cozypkg would take over', {
      '<<': '{description: hi}',
    }),
    (text) => text.replace('description: An example.\n', ''),
  ),
  rewrite(
    trap('a second document', EXAMPLE, 'which cozypkg ignores silently'),
    (text) => `${text}---\n${text.replace('An example.', 'Another.')}`,
  ),
  rewrite(trap('ociref:', EXAMPLE, 'cozypkg reads it as ociRef'), (text) =>
    text.replace('ociRef:', 'ociref:'),
  ),
  rewrite(trap('Name:', EXAMPLE, 'cozypkg reads it as name'), (text) =>
    text.replace('name:', 'Name:'),
  ),
  rewrite(
    trap('a directive', null, 'cozypkg fails on %YAML 1.2'),
    (text) => `%YAML 1.2\n---\n${text}`,
  ),
  trap('an unquoted NEL', null, 'U+0085', { description: 'one\u0085two' }),
]

const BOOLEANS = 'y n yes no on off true false null nan inf'.split(' ')
const WORDS = BOOLEANS.flatMap((word) => [
  ...[word, word.toUpperCase(), `${word}s`],
  `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
])

const NUMBERS = `
  0 1 -1 +1 00 010 -010 +010 08 0_1 1_ _1 1__0 1_000 0_ 0__7 -0 +0 0.1 1.0 123456 1234567 0.0001
  0o17 0O17 -0o17 +0o17 0o 0o8 0x1F 0X1f -0x1F 0x 0x_ 0x1_F 0b1 0B1 -0b11 +0b11 0b 0b_ -0b_ 0b1_1
  0b2 0b-1 0b+1 0b_-10 -0b-1 0x-1 0o-7 1.10 1. .5 -.5 +.5 ._5 .5_ .5_5 . -. +. ._ _.5 1._ 1_.5
  1e3 1E3 1e+3 1e-3 1.5e3 .5e3 .5e1_0 1e e3 E3 -e3 .e3 1e400 1e39 1e-400 -1e400 .1e400 1e1_0 1_0e1
  0e0 -0.0 1e6 1e21 3.14159265358979 16777217.0 0.00001234 9223372036854775807 9223372036854775808
  18446744073709551616 -9223372036854775809 0xFFFFFFFFFFFFFFFFF 0xF_FFFFFFFFFFFFFFFFF .inf -.inf +.inf
  .Inf .INF .iNF .nan .NaN .NAN -.nan .nAn 2026-01-02 2026-1-2 26-01-02 2026-13-45 2026-01-02x 1:60
  2026-01-02T03:04:05Z 2026-01-02t03:04:05.678+01:00 12:30 12:30:45 -12:30 +1:2 12:30:45.6 190:20:30
  1_0:20 0:0 1:2: 1.2.3 v1 1-2`
  .trim()
  .split(/\s+/)

const MARKS = [
  '~¦~~¦=¦<<¦<¦-¦--¦---¦...¦?¦:¦,¦#¦!¦&¦*¦|¦>¦@a¦%a¦!a¦*a¦-a¦?a¦:a¦,a¦#a¦[a¦]a¦{a¦}a¦[]¦{}¦|a¦>a',
  String.raw`>-¦'a¦"a¦a:¦a?b¦what?¦a::b¦it's¦''¦"¦\¦a\nb¦\x41¦a/b¦a\/b¦¦ a¦a ¦a  b¦!!str a¦!a!b c¦&a b¦- a¦- - a`,
  '? a¦: a¦[a, b]¦{a: b}¦| a¦> a¦a: b¦a :b¦a #b¦a# b¦a, b¦a [b]¦a? b¦say "hi"¦--- a¦... a¦a --- b',
  '%YAML 1.2¦2026-01-02 3:4:5¦2026-01-02 x¦`a¦\ta¦a\tb¦a\nb¦a\n\nb',
].flatMap((line) => line.split('¦'))

const LETTERS = [
  'é¦日本語¦שלום¦😀¦a😀b¦½¦٣¦１¦ſ¦K¦\ufffd¦\u{1fffe}¦\u0378¦\u{10ffff}¦e\u0301¦\u00ad¦\u007f¦\u0001',
  'a\u00a0b¦a\u2003b¦\u00a0¦\u3000¦a\u0085b¦a\u2028b¦\ufeffa¦a\ufeffb¦a\u200bb¦a\uffffb¦a\ufffeb¦\u{e000}¦\u001b',
].flatMap((line) => line.split('¦'))

const weigh = <T>(...choices: (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })))
/** The first of the alternatives, or once in a while another. */
const often = (weight: number, alternatives: string) => {
  const [usual = '', ...others] = alternatives.split('¦')
  return weigh([weight, fc.constant(usual)], [1, fc.constantFrom(...others)])
}
const textOf = (characters: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength }).map((all) => all.join(''))

const nasty = weigh(
  [2, fc.constantFrom(...WORDS)],
  [4, fc.constantFrom(...NUMBERS)],
  [4, fc.constantFrom(...MARKS)],
  [1, fc.constantFrom(...LETTERS)],
)
const numberLike = textOf([...'0123456789012.._-+eExXoObB:afF'], 8)
const yamlLike = textOf([...'ab0 :#,[]{}-?&*!|>\'"%@`\\~=<./_éß😀', '  ', '\n'], 14)
const sentence = fc
  .array(weigh([3, fc.constantFrom('a', 'cluster', 'for', 'it')], [1, nasty]), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(' '))

/** What might stand unquoted: mostly what some reader takes for a number, date, boolean or null. */
export const plainScalar: fc.Arbitrary<string> = weigh(
  [2, nasty],
  [4, numberLike],
  [1, yamlLike],
  [1, sentence],
  [1, fc.tuple(nasty, nasty).map((parts) => parts.join(''))],
)

const freeText = weigh(
  [6, sentence],
  [3, nasty],
  [2, numberLike],
  [2, yamlLike],
  [1, fc.string({ unit: 'grapheme', maxLength: 12 })],
)
const mostly = (good: string) =>
  weigh([60, fc.constantFrom(...good.trim().split(/\s+/))], [1, nasty])

const WORKFLOW = 'https://github.com/acme/hello/.github/workflows/release.yaml'
const values = fc.record({
  name: mostly(
    'acme.hello minimal null yes true off 010 1e3 0x1f 1.10 0o17 0b1 2026-01-02 1.5e3 123 0.1 e10',
  ),
  ociRef: mostly('oci://ghcr.io/acme/hello oci://quay.io/acme/sub/hello'),
  version: mostly('1.10.0 v1.2.0 0.1.0-rc.1 1.0.0-0x1f 1.0.0-1e3 2026.1.2 0.0.0'),
  description: freeText,
  homepage: mostly(
    "https://acme.example/ https://acme.example/a?b=c#d https://acme.example/it's,a:b https://acme.example/?",
  ),
  maintainer: weigh([1, fc.constantFrom('acme', 'Jane Doe <jane@acme.example>')], [1, freeText]),
  tags: fc.uniqueArray(
    mostly(
      'database demo a-b 1 0 123 010 1e3 0x1f 0b1 0o7 y n no on off yes true null nan 2026-01-02 e2 08',
    ),
    { maxLength: 4 },
  ),
  identity: mostly(`${WORKFLOW}@refs/heads/main ${WORKFLOW}@refs/tags/v{version}`),
  issuer: mostly('https://token.actions.githubusercontent.com'),
})

const style = fc.record({
  kind: fc.constantFrom(
    ...['plain', 'plain', 'plain lines', 'single', 'single lines', 'double', 'double lines'],
    ...['escapes', 'escaped lines', 'literal', 'folded'],
  ),
  lead: often(40, ' ¦  ¦\n¦ # note\n¦\n\n¦\n# note\n¦¦ !a!b ¦ !!str ¦ &a '),
  trail: often(40, '¦ ¦  ¦ # note¦#note¦\n¦\n# note'),
  header: often(10, '-¦¦+¦2¦2-¦-2¦4-¦1-¦- # note¦-#note¦9-'),
  /** What decides where lines are broken and characters escaped. */
  bits: fc.array(fc.nat(7), { minLength: 5, maxLength: 5 }),
})

const layout = fc.record({
  start: weigh(
    [16, fc.constantFrom('', '---\n', '--- # note\n', '# note\n', '\n', '# note\n---\n')],
    [1, fc.constantFrom('%YAML 1.2\n---\n', '--- ', '---\n---\n', '...\n', '%TAG ! !\n---\n')],
    [1, fc.constantFrom('\n---\n', '\ufeff', '  # note\n', '--- !a!b\n', ' ', ' ---\n')],
  ),
  end: weigh(
    [16, fc.constantFrom('\n', '', '\n\n', '\n...\n', '\n# note', '\n...\n# note\n', '\n ')],
    [1, fc.constantFrom('\n---\n', '\n... #\n', '\n...\n...\n', '\n...\n%YAML 1.1\n', '\n x')],
  ),
  form: often(12, 'block¦flow¦explicit'),
  signing: often(2, 'block¦flow¦flow lines¦explicit'),
  tags: fc.constantFrom('flow', 'flow lines', 'block', 'unindented'),
  indent: weigh([1, fc.constant('  ')], [1, fc.nat(8).map((more) => ' '.repeat(more + 1))]),
  order: fc.array(fc.nat(99), { minLength: 8, maxLength: 8 }),
  without: fc.subarray(['homepage', 'maintainer', 'tags']),
  key: often(15, 'plain¦single¦double¦escapes¦spaced¦lines¦far'),
  /** Which field has the other kind of key. */
  odd: fc.nat(7),
  /** Careful authors quote what looks odd; three in four are careful. */
  careful: fc.nat(3).map((number) => number > 0),
})

type Sample<T> = T extends fc.Arbitrary<infer U> ? U : never
type Style = Sample<typeof style>
type Layout = Sample<typeof layout>

function writeEntry(of: Sample<typeof values>, how: Layout, styles: Style[]): string {
  const { tags, identity, issuer, ...texts } = of
  const styleAt = (at: number) => styles[at % styles.length] as Style
  const write = (text: string, at: number, indent: string, flow: boolean) => {
    const kind = how.careful && !isHarmless(text) ? 'double' : styleAt(at).kind
    const block = kind === 'literal' || kind === 'folded'
    return writeScalar(text, { ...styleAt(at), kind: block && flow ? 'single' : kind }, indent)
  }
  const flow = how.form === 'flow'
  const fields = Object.entries(texts).map(([field, text], at): [string, string] => {
    return [field, write(text, at, how.indent, flow)]
  })
  const inner = flow || how.signing.startsWith('flow')
  const signing: [string, string][] = [
    ['identity', write(identity, 7, `${how.indent}${how.indent}`, inner)],
    ['issuer', write(issuer, 8, `${how.indent}${how.indent}`, inner)],
  ]
  const items = tags.map((tag, at) => write(tag, at, how.indent, true).trimStart())
  fields.push(['tags', writeTags(items, how)], ['signing', writeSigning(signing, how)])
  const ranked = fields
    .map((field, at) => ({ field, rank: how.order[at] ?? 0 }))
    .filter(({ field: [key] }) => !how.without.includes(key))
    .sort((a, b) => a.rank - b.rank)
    .map(({ field: [key, value] }, at): [string, string] => {
      return [at === how.odd ? writeKey(key, how) : key, value]
    })
  return `${how.start}${writeMapping(ranked, how.form, '')}${how.end}`
}

function isHarmless(text: string): boolean {
  return /^[a-z][\w ./:@<>?=#,'{}-]*$/i.test(text) && !/: | #|[-: ]$/.test(text)
}

function writeMapping(fields: [string, string][], form: string, indent: string): string {
  if (form === 'flow') {
    return `{\n${fields.map(([key, value]) => `${indent} ${key}:${value}`).join(',\n')}\n${indent}}`
  }
  const [mark, colon] = form === 'explicit' ? ['? ', `\n${indent}:`] : ['', ':']
  return fields.map(([key, value]) => `${indent}${mark}${key}${colon}${value}`).join('\n')
}

function writeKey(key: string, { key: kind, indent, order }: Layout): string {
  if (kind === 'single') return `'${key}'`
  if (kind === 'double') return `"${key}"`
  if (kind === 'escapes') return `"\\x${hex(key, 2)}${key.slice(1)}"`
  if (kind === 'spaced') return `${key}${indent}`
  if (kind === 'lines') return `${key}\n${indent}`
  if (kind === 'far') return key.padEnd(1020 + ((order[0] ?? 0) % 9))
  return key
}

function writeTags(items: string[], { form, tags, indent }: Layout): string {
  if (form === 'flow' || tags === 'flow') return ` [${items.join(', ')}]`
  if (tags === 'flow lines') return ` [\n    ${items.join(',\n    ')}\n  ]`
  if (items.length === 0) return ' []'
  return items.map((item) => `\n${tags === 'unindented' ? '' : indent}- ${item}`).join('')
}

function writeSigning(fields: [string, string][], { form, signing, indent }: Layout): string {
  const pairs = fields.map(([key, value]) => `${key}:${value}`)
  if (form === 'flow' || signing === 'flow') return ` {${pairs.join(', ')}}`
  if (signing === 'flow lines') return ` {\n    ${pairs.join(',\n    ')},\n  }`
  return `\n${writeMapping(fields, signing, indent)}`
}

function writeScalar(text: string, { kind, lead, trail, header, bits }: Style, indent: string) {
  const line = `\n${indent}`
  const chance = (at: number) => ((bits[at % bits.length] ?? 0) + at) % 8
  const broken = (source: string, end: string) => {
    let gaps = 0
    return source.replace(/(?<=[^ ]) (?=[^ ])/g, (gap) => (chance(gaps++) < 3 ? end : gap))
  }
  if (kind === 'literal' || kind === 'folded') {
    const source = kind === 'folded' ? broken(text, '\n') : text
    const mark = kind === 'folded' ? '>' : '|'
    return `${lead.trimEnd()} ${mark}${header}${line}${source.replaceAll('\n', line)}`
  }
  const single = `'${text.replaceAll("'", "''").replaceAll('\n', `\n${line}`)}'`
  const double = `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
  const written: Record<string, string> = {
    plain: text.replaceAll('\n', line),
    'plain lines': broken(text, line),
    single,
    'single lines': broken(single, line),
    double,
    'double lines': broken(double, line),
    escapes: `"${escapeSome(text, chance)}"`,
    'escaped lines': broken(double, chance(9) === 0 ? ` \\\n${line}` : ` \\${line}`),
  }
  return `${lead.replaceAll('\n', line)}${written[kind]}${trail.replaceAll('\n', line)}`
}

/** Characters with an escape of their own, and its letter at the same place. */
const NAMED = { characters: '"\\/ \n\t\u001b\u0085\u00a0\u2028', letters: '"\\/ nteN_L' }

function nameEscape(character: string): string {
  const at = NAMED.characters.indexOf(character)
  return at === -1 ? character : `\\${NAMED.letters.charAt(at)}`
}

function escapeSome(text: string, chance: (at: number) => number): string {
  const escapes = Array.from(text, (character, at) => {
    const must = '"\\\n'.includes(character)
    const choice = chance(at)
    if (must || (choice === 0 && chance(0) === 0)) return nameEscape(character)
    if (choice < 5) return character
    if (choice === 5 && character < '\u0100') return `\\x${hex(character, 2)}`
    if (choice === 6) return `\\U${hex(character, 8)}`
    return character.split('').map((unit) => `\\u${hex(unit, 4)}`)
  })
  return escapes.flat().join('')
}

/** The first code point; of half a surrogate pair, that half, as JSON escapes it. */
function hex(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0')
}

const INSERTS = [
  ...' \n:#,-?[]{}&*!|>\'"%@`~._0e\t\ré😀\u00a0\ufeff\u2028\u0085\\',
  ...'  ¦\n  ¦\n\n¦ # a\n¦ #¦: ¦- ¦? ¦---\n¦\n---\n¦\n...\n¦\\\n¦\n#a\n¦<<: ¦!!str ¦!a!b ¦!<> ¦&a ¦*a '.split(
    '¦',
  ),
  ...['!!!str ', '\\ud83d\\ude00', '\\/'],
]
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  drop: weigh([2, fc.constant(0)], [1, fc.integer({ min: 1, max: 3 })]),
  insert: weigh([3, fc.constantFrom(...INSERTS)], [1, fc.constant('')]),
})

function mutate(text: string, { at, drop, insert }: Sample<typeof mutation>): string {
  const start = Math.floor(at * text.length)
  return text.slice(0, start) + insert + text.slice(start + drop)
}

const NAME = /^[a-z0-9][a-z0-9.-]*$/

/** An entry as people and programs write it, and one in three with a few characters changed. */
export const entryText: fc.Arbitrary<EntryText> = fc
  .tuple(
    values,
    layout,
    fc.array(style, { minLength: 5, maxLength: 5 }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }) },
    ),
  )
  .map(([of, how, styles, mutations]) => {
    const text = mutations.reduce(mutate, writeEntry(of, how, styles)).toWellFormed()
    return { name: NAME.test(of.name) ? of.name : 'acme.hello', text }
  })
