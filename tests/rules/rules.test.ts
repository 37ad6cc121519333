import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { RULE_GROUPS } from '../../src/core/rule.ts'
import { RULES } from '../../src/core/rules/rules.ts'
import { checkFixture, FIXTURES } from '../check-fixture.ts'

const ruleFiles = readdirSync(fileURLToPath(new URL('../../src/core/rules', import.meta.url)))
const testFolder = fileURLToPath(new URL('.', import.meta.url))

/** What git cannot keep: a file that nobody may read. Its test makes one. */
const WITHOUT_FIXTURES = ['file-readable']

test('every rule is a file of its name, and every file is in the list', () => {
  const ids = RULES.map((rule) => `${rule.id}.ts`).sort()
  expect(ruleFiles.filter((file) => file !== 'rules.ts').sort()).toEqual(ids)
})

describe.each(RULES)('$id', ({ id, severity, title, why, group }) => {
  test('has a test', () => {
    expect(existsSync(`${testFolder}/${id}.test.ts`)).toBe(true)
  })

  test('has words for its page', () => {
    expect(RULE_GROUPS).toContain(group)
    expect(title).toMatch(/^[A-Z\d].*\.$/)
    expect(why.length).toBeGreaterThan(40)
  })

  if (WITHOUT_FIXTURES.includes(id)) return

  test.each(readdirSync(`${FIXTURES}/rules/${id}`))('alone refuses %s', (name) => {
    const findings = checkFixture(`${id}/${name}`)
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([id]))
    expect(new Set(findings.map((finding) => finding.severity))).toEqual(new Set([severity]))
  })
})

test('no fixture folder belongs to no rule', () => {
  const ids = RULES.map((rule) => rule.id)
  expect(readdirSync(`${FIXTURES}/rules`).filter((id) => !ids.includes(id))).toEqual([])
})
