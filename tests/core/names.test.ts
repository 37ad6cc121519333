import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldName, nearestNames, similarNames } from '../../src/core/names.ts'

test.each([
  ['acme-tools', 'acme.tools'],
  ['acme-tools', 'acme_tools'],
  ['acme-tools', 'acme-t00ls'],
  ['acme-tools', 'acme-too1s'],
  ['modern', 'modem'],
  ['vvidget', 'widget'],
])('%s looks like %s', (a, b) => {
  expect(foldName(a)).toBe(foldName(b))
})

test.each([
  ['acme', 'acmes'],
  ['acme', 'akme'],
  ['acme', 'came'],
  ['postgres', 'postgers'],
])('%s is one slip from %s', (a, b) => {
  expect(similarNames([a, b])).toEqual([[a, b]])
})

test('names that differ in two places are not similar', () => {
  expect(similarNames(['postgres', 'pastgrus', 'redis'])).toEqual([])
})

test('every name that lacks one character of another is found', () => {
  const name = fc.stringMatching(/^[a-z]{4,12}$/)
  fc.assert(
    fc.property(name, fc.nat(), (text, position) => {
      const at = position % text.length
      const shorter = text.slice(0, at) + text.slice(at + 1)
      expect(similarNames([text, shorter, 'zzzzzzzzzzzzzzz'])).toContainEqual([text, shorter])
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('the nearest names come nearest first', () => {
  expect(nearestNames('postgre', ['redis', 'postgresql', 'postgres'])).toEqual([
    'postgres',
    'postgresql',
  ])
})
