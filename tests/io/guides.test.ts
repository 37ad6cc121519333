import { expect, test } from 'vitest'
import { readGuides } from '../../src/io/guides.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const guide = (matter: string, body = '# Tap\n') => `---\n${matter}\n---\n\n${body}`
const MATTER = 'title: Tap\ndescription: How to tap.\norder: 1'

const read = (text: string) => readGuides(temporaryFolder({ 'tap.md': text }))

test('guides are read in their order; other files are none', () => {
  const folder = temporaryFolder({
    'tap.md': guide(MATTER.replace('1', '10')),
    'add.md': guide(MATTER.replaceAll('Tap', 'Add').replace('1', '9'), '# Add\n'),
    'notes.txt': 'x',
  })
  expect(readGuides(folder).map(({ slug, title, order }) => [slug, title, order])).toEqual([
    ['add', 'Add', 9],
    ['tap', 'Tap', 10],
  ])
})

test.each([
  ['no front matter', '# Tap\n', /tap\.md: front matter: title: /],
  ['a field too many', guide(`${MATTER}\nauthor: x`), /tap\.md: front matter: .*"author"/],
  [
    'an order that is no number',
    guide(MATTER.replace('1', 'first')),
    /tap\.md: front matter: order: /,
  ],
  ['front matter that is no YAML', guide('title: [Tap'), /tap\.md: /],
  ['another heading', guide(MATTER, '# Tapping\n'), /tap\.md: expected the first line "# Tap"/],
])('%s is an error that names the file', (_, text, message) => {
  expect(() => read(text)).toThrow(message)
})

test.each(['js', 'javascript', 'json'])(
  'front matter in %s is refused and never run',
  (language) => {
    const text = `---${language}\n{ "title": (globalThis.wasRun = true) }\n---\n# Tap\n`
    expect(() => read(text)).toThrow('tap.md: expected YAML')
    expect('wasRun' in globalThis).toBe(false)
  },
)

test('two guides of one order are an error', () => {
  const folder = temporaryFolder({ 'tap.md': guide(MATTER), 'untap.md': guide(MATTER) })
  expect(() => readGuides(folder)).toThrow(
    'untap.md: expected an order of its own, found 1, which tap.md has',
  )
})
