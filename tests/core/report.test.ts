import { expect, test } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { compareFindings } from '../../src/core/finding.ts'
import { formatAnnotations, formatFindings, formatSummary } from '../../src/core/report.ts'

const FINDING: Finding = {
  rule: 'text-characters',
  severity: 'error',
  file: 'packages/a.yaml',
  line: 2,
  column: 4,
  message: 'found something',
  fix: 'Delete it.',
}
const plain = (_: string, text: string) => text

test('a stranger’s text cannot steer the terminal', () => {
  const source = 'name: a\nab\u001b[31m\u202ec\n'
  expect(formatFindings([FINDING], () => source, plain)).toMatchInlineSnapshot(`
    "packages/a.yaml:2:4 error found something [text-characters]
       2 | ab\\u{1b}[31m\\u{202e}c
         |         ^
      fix: Delete it.
    "
  `)
})

test('a file name cannot steer the terminal', () => {
  const finding = { ...FINDING, file: 'packages/\u001b[2J.yaml', line: null, column: null }
  expect(formatFindings([finding], () => null, plain)).toContain('packages/\\u{1b}[2J.yaml')
})

test('a long line is cut around the place', () => {
  const source = `x\n${'a'.repeat(300)}HERE${'b'.repeat(300)}\n`
  const text = formatFindings([{ ...FINDING, column: 301 }], () => source, plain)
  const [, excerpt = '', pointer = ''] = text.split('\n')
  expect(excerpt.length).toBeLessThan(120)
  expect(excerpt.slice(pointer.indexOf('^'))).toMatch(/^HERE/)
})

test('annotations escape what would end a command or a property', () => {
  const finding = { ...FINDING, file: 'a,b:c%.yaml', message: 'one\n::error::two', fix: null }
  expect(formatAnnotations([finding])).toBe(
    '::error file=a%2Cb%3Ac%25.yaml,line=2,col=4,title=text-characters::one%0A::error::two\n',
  )
})

test('the summary counts in words', () => {
  expect(formatSummary({ error: 0, warning: 0, info: 0 }, 4)).toBe(
    '4 packages checked: no findings',
  )
  expect(formatSummary({ error: 1, warning: 2, info: 3 }, 1)).toBe(
    '1 package checked: 1 error, 2 warnings, 3 info',
  )
})

test('findings are ordered by file, line, column and rule', () => {
  const other = { ...FINDING, file: 'packages/Z.yaml' }
  const later = { ...FINDING, line: 10 }
  const whole = { ...FINDING, line: null, column: null }
  expect([later, FINDING, whole, other].sort(compareFindings)).toEqual([
    other,
    whole,
    FINDING,
    later,
  ])
})
