import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LifecycleVersion, stateChanges } from '../../src/core/state-changes.ts'

/** Versions of the file, oldest first; each came a day after the one before. */
function versions(...texts: string[]): LifecycleVersion[] {
  return texts.map((text, day) => ({ at: `2026-01-0${day + 1}T00:00:00Z`, text })).reverse()
}

function summary(...texts: string[]): string[] {
  return stateChanges(versions(...texts), 50).map(
    ({ at, name, kind, version, reason, to, advisory }) =>
      [at.slice(8, 10), name, kind, version, reason, to, advisory].filter(Boolean).join(' '),
  )
}

test('every kind of change is told, newest first', () => {
  expect(
    summary(
      '# States\n',
      'acme.hello:\n  state: active\n  yanked: { v1.0.0: Bad. }\n',
      'acme.hello:\n  state: frozen\n  reason: Taken over.\n  advisory: https://a.example/1\n  yanked: { v1.0.0: Bad. }\n',
      '# Over.\nacme.hello:\n  state: deprecated\n  reason: Old.\n  successor: other\n',
      'acme.hello: { state: renamed, to: other }\ngone: { state: removed, reason: Asked for. }\n',
    ),
  ).toEqual([
    '05 acme.hello renamed other',
    '05 gone removed Asked for.',
    '04 acme.hello deprecated Old. other',
    '04 acme.hello unyanked v1.0.0',
    '03 acme.hello frozen Taken over. https://a.example/1',
    '02 acme.hello yanked v1.0.0 Bad.',
  ])
})

test('a package that leaves the lifecycle is active again', () => {
  const frozen = 'acme.hello: { state: frozen, reason: Bad. }\n'
  expect(summary('', frozen, '', frozen)).toEqual([
    '04 acme.hello frozen Bad.',
    '03 acme.hello active',
    '02 acme.hello frozen Bad.',
  ])
})

test('a package may be called like what every object has', () => {
  const yanked = 'constructor: { state: active, yanked: { v1.0.0: Bad. } }\n'
  expect(summary('', yanked, '')).toEqual([
    '03 constructor unyanked v1.0.0',
    '02 constructor yanked v1.0.0 Bad.',
  ])
})

test('another advisory is news; comments, quotes, order and claims are not', () => {
  const frozen = (advisory: string) =>
    `a.b: { state: frozen, reason: Bad., advisory: https://a.example/${advisory} }\n`
  const gone = 'gone: { state: removed, reason: Left. }\n'
  expect(
    summary(
      frozen('1') + gone,
      `# note\n"a.b":\n  # why\n  advisory: "https://a.example/1"\n  reason: Bad.\n  state: frozen\n${gone}`,
      `gone: { state: removed, reason: Left., claims: { kinds: [Tool] } }\n${frozen('1')}`,
      gone + frozen('2'),
    ),
  ).toEqual(['04 a.b frozen Bad. https://a.example/2'])
})

test('what cannot be read is passed over, and the date is that of the readable version', () => {
  const frozen = 'a.b: { state: frozen, reason: Bad. }\nc.d: { state: deprecated, reason: Old. }\n'
  expect(summary('', frozen.replace('frozen', 'froze'), frozen)).toEqual([
    '03 a.b frozen Bad.',
    '02 c.d deprecated Old.',
  ])
  expect(summary(frozen, 'a.b: [\n', frozen)).toEqual(['03 c.d deprecated Old.', '02 c.d active'])
})

test('no more are told than are wanted', () => {
  const many = Array.from({ length: 99 }, (_, at) => `p-${at}: { state: removed, reason: x }\n`)
  expect(stateChanges(versions('', many.join('')), 50)).toHaveLength(50)
  expect(stateChanges([], 50)).toEqual([])
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (texts) => {
      stateChanges(versions(...texts), 50)
    }),
  )
})
