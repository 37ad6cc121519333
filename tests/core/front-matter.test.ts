import fc from 'fast-check'
import matter from 'gray-matter'
import { expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { splitFrontMatter } from '../../src/core/front-matter.ts'
import { toIndexFile } from '../../src/core/index-file.ts'

/** gray-matter is what most Markdown tools read front matter with; it stands for all of them. */
function readAsOthers(text: string): { matter: string; body: string } {
  const options = { engines: { yaml: () => ({}), javascript: () => ({}), json: () => ({}) } }
  const { matter: front, content } = matter({ content: text }, options as never)
  return { matter: front, body: content }
}

const LINES = [
  '---',
  '---js',
  '----',
  '--- ',
  ' ---',
  'title: Hello',
  '# comment',
  '',
  'Text.',
  '...',
  '---json',
  '-',
  '\t---',
]

test('what is accepted is read the same by other tools', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 8 }), (lines) => {
      const text = `${lines.join('\n')}\n`
      const ours = splitFrontMatter(text)
      if (ours.fault) return
      accepted++
      const others = readAsOthers(text)
      expect(others.matter.trim()).toBe(ours.matter.trim())
      expect(others.body.trim()).toBe(ours.body.trim())
    }),
    { numRuns: 5000, seed: 1 },
  )
  expect(accepted).toBeGreaterThan(1000)
})

test('JavaScript in front matter is refused and not run', () => {
  const text = '---js\nprocess.exit(7)\n---\nText.\n'
  const rules = checkIndex([toIndexFile('packages/a.md', text)]).findings.map(
    (finding) => finding.rule,
  )
  expect(rules).toEqual(['overview-orphan', 'front-matter'])
})
