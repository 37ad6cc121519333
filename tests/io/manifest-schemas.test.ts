import { expect, test } from 'vitest'
import { createValidator } from '../../src/io/manifest-schemas.ts'

const validator = createValidator({ each: 10_000, all: 600_000 })

function verdict(schema: unknown, values: unknown): string {
  const { fault, problems } = validator.values(schema, values)
  return fault ?? problems.map(({ path, message }) => `${path} ${message}`).join('; ')
}

test('a pattern that backtracks for ever is given up in time', () => {
  const hasty = createValidator({ each: 50, all: 60_000 })
  const schema = { properties: { a: { pattern: '^(a+)+$' } } }
  const values = { a: `${'a'.repeat(40)}!` }
  expect(hasty.values(schema, values).fault).toBe('checking takes longer than 50 ms')
  const exhausted = createValidator({ each: 50, all: 0 })
  expect(exhausted.values({}, {}).fault).toBe('the schemas of the artifact take too long to check')
})

test('no promise escapes from a schema that asks for one', () => {
  expect(verdict({ $async: true, required: ['a'] }, {})).toBe(" must have required property 'a'")
})

test('one schema does not answer for another', () => {
  const id = 'http://json-schema.org/draft-07/schema'
  expect(verdict({ $id: id, type: 'string' }, {})).toBe(' must be string')
  expect(verdict({ $id: id, type: 'object' }, {})).toBe('')
  expect(verdict({ type: 'objekt' }, {})).toMatch(/^is no JSON Schema: /)
  expect(verdict({ $ref: id }, {})).toBe(`refers to "${id}", which is not fetched`)
})

test('drafts are told apart', () => {
  const bound = { properties: { a: { minimum: 1, exclusiveMinimum: true } } }
  const draft4 = { $schema: 'http://json-schema.org/draft-04/schema#', id: 'x', ...bound }
  expect(verdict(draft4, { a: 1 })).toBe('/a must be > 1')
  const tuple = { properties: { a: { prefixItems: [{ type: 'string' }] } } }
  const draft2020 = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...tuple }
  expect(verdict(draft2020, { a: [1] })).toBe('/a/0 must be string')
  const draft2019 = {
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    dependentRequired: { a: ['b'] },
  }
  expect(verdict(draft2019, { a: 1 })).toBe(' must have property b when property a is present')
})

test('a pattern of Go’s that JavaScript cannot read is no fault', () => {
  expect(verdict({ properties: { a: { pattern: '(?i)[a-z' } } }, { a: '1' })).toBe('')
})

test('names of JavaScript’s own are names like others', () => {
  const schema = { properties: { constructor: { type: 'string' }, toString: { type: 'string' } } }
  expect(verdict(schema, {})).toBe('')
  expect(verdict({ required: ['valueOf'] }, {})).toBe(" must have required property 'valueOf'")
})

test('what the compiler itself cannot do is said to be unchecked', () => {
  const { fault, isUnchecked } = validator.values({ allOf: [{ $ref: '#' }] }, {})
  expect(fault).toMatch(/^cannot be checked here/)
  expect(isUnchecked).toBe(true)
})
