import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { RULE_TEXTS } from '../../src/core/rule-texts.ts'

const ids = RULE_TEXTS.map(({ id }) => id)

test('no two rules share an id', () => {
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

test('every id that the code about archives and signatures reports has a page', () => {
  const folder = fileURLToPath(new URL('../../src/io', import.meta.url))
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8'))
    .join('\n')
  const reported = source.matchAll(/'((?:archive|signature|artifact)-[a-z]+)'/g)
  const missing = [...new Set([...reported].map((match) => match[1] ?? ''))]
  expect(missing.filter((id) => !ids.includes(id))).toEqual([])
  expect(missing.length).toBeGreaterThan(12)
})
