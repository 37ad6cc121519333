import fc from 'fast-check'
import { load as loadYaml11 } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { editKey, UnreadableYaml } from '../../../src/core/maintain/edit-yaml.ts'
import { readYaml } from '../../../src/core/yaml/read-yaml.ts'

const FILE = `# States of packages.
#
# Names stay for ever.

# A note above.
acme.hello: # on the line
  state: deprecated   # aligned
  # inside
  reason: 'Old, "really".'
  yanked: { 1.2.0: Bad. }
# between

"yes":
    state: removed
    reason: >-
      Folded
      text.
# at the end
`
const plain = (text: string) => JSON.parse(JSON.stringify(readYaml(text).value))

describe('editKey', () => {
  test('changes the lines of one key, and keeps its comments and order', () => {
    const edited = editKey(FILE, 'acme.hello', {
      state: 'frozen',
      reason: 'Old, "really".',
      advisory: 'https://a.example/1',
      yanked: { '1.2.0': 'Bad.', '1.3.0': 'no' },
    })
    expect(edited).toMatchInlineSnapshot(`
      "# States of packages.
      #
      # Names stay for ever.

      # A note above.
      acme.hello:
        # on the line
        state: frozen # aligned
        # inside
        reason: 'Old, "really".'
        yanked: { 1.2.0: Bad., 1.3.0: "no" }
        advisory: https://a.example/1
      # between

      "yes":
          state: removed
          reason: >-
            Folded
            text.
      # at the end
      "
    `)
  })

  test.each([
    ['', 'a:\n  b: c\n'],
    ['# only comments\n', '# only comments\na:\n  b: c\n'],
    ['# no newline', '# no newline\na:\n  b: c\n'],
    ['x: y', 'x: y\na:\n  b: c\n'],
    ['{}\n', 'a:\n  b: c\n'],
    ['# head\n{} # none\n', '# head\n # none\na:\n  b: c\n'],
    ['---\nx: y\n', '---\nx: y\na:\n  b: c\n'],
    ['a: { b: d } # why\n', 'a: { b: c } # why\n'],
    ['a: {b: d}\nz: 1\n', 'a: {b: c}\nz: 1\n'],
    ['a: # why\nz: 1\n', 'a:\n  b: c\n  # why\nz: 1\n'],
    ['a: |\n  text\nz: 1\n', 'a:\n  b: c\nz: 1\n'],
    ['{ a: { b: d }, z: y }\n', 'a: { b: c }\nz: y\n'],
  ])('of %j makes %j', (before, after) => {
    expect(editKey(before, 'a', { b: 'c' })).toBe(after)
    expect(editKey(after, 'a', { b: 'c' })).toBe(after)
  })

  test('takes a key away, and no comment outside of it', () => {
    const edited = editKey(FILE, 'acme.hello', undefined)
    expect(edited).toContain('# A note above.\n# between\n')
    expect(Object.keys(plain(edited))).toEqual(['yes'])
    expect(editKey(edited, 'acme.hello', undefined)).toBe(edited)
    expect(editKey('# c\n', 'a', undefined)).toBe('# c\n')
  })

  test('an empty mapping is written in and out of', () => {
    const one = editKey('owners: {}\n# y\n', 'owners', { 'a.b': ['12'] })
    expect(one).toBe('owners:\n  a.b: ["12"]\n# y\n')
    expect(editKey(one, 'owners', {})).toBe('owners: {}\n# y\n')
  })

  test.each([
    ['a: [\nb: c\n', 'line 2'],
    ['- a\n', 'expected keys and values'],
    ['just text\n', 'expected keys and values'],
    ['a: b\na: c\n', 'unique'],
  ])('refuses %j', (text, words) => {
    expect(() => editKey(text, 'a', 'x')).toThrow(UnreadableYaml)
    expect(() => editKey(text, 'a', 'x')).toThrow(words)
  })

  const word = fc.oneof(
    fc.constantFrom('no', 'yes', 'null', '~', '1.10', '0x1F', '1e3', '1_000', '2026-01-01', '<<'),
    fc.constantFrom(
      'a: b',
      'a #b',
      '- a',
      '"q"',
      "it's",
      '[x',
      '{x',
      '&a',
      '*a',
      '!t',
      '%d',
      '@at',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).filter((text) => {
      return text.isWellFormed() && !/[\p{Cc}\u2028\u2029\uFEFF]/u.test(text)
    }),
  )
  const state = fc.record(
    {
      reason: word,
      yanked: fc.dictionary(word, word, { noNullPrototype: true }),
      kinds: fc.uniqueArray(word),
    },
    { requiredKeys: ['reason'], noNullPrototype: true },
  )

  test('every reader of YAML 1.1 and 1.2 sees what was set, and nothing else changed', () => {
    fc.assert(
      fc.property(word, state, (key, value) => {
        const isOwn = Object.keys(value.yanked ?? {}).includes('__proto__') || key === '__proto__'
        fc.pre(!isOwn && !['acme.hello', 'yes'].includes(key))
        const edited = editKey(FILE, key, value)
        expect(edited.startsWith(FILE)).toBe(true)
        expect(plain(edited)[key]).toEqual(value)
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(edited, { version, intAsBigInt: false })[key]).toEqual(value)
        }
        expect((loadYaml11(edited) as Record<string, unknown>)[key]).toEqual(value)
        expect(editKey(edited, key, value)).toBe(edited)
        expect(editKey(edited, key, undefined)).toBe(FILE)
      }),
    )
  })

  test('a value takes the place of any other', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        fc.pre(![before, after].some(({ yanked }) => Object.hasOwn(yanked ?? {}, '__proto__')))
        const edited = editKey(editKey(FILE, 'a.b', before), 'a.b', after)
        const set = ({ kinds, ...rest }: typeof after) => ({
          ...rest,
          kinds: kinds && [...kinds].sort(),
        })
        expect(set(plain(edited)['a.b'])).toEqual(set(after))
        expect(plain(edited)['acme.hello']).toEqual(plain(FILE)['acme.hello'])
      }),
    )
  })
})
