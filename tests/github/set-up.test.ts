import { describe, expect, test } from 'vitest'
import { blocksOf, MAINTAINERS_PAGES } from '../docs/guide-files.ts'
import { ApiDescription, openapiObstacle } from './openapi.ts'
import { wellSet } from './settings-server.ts'

const obstacle = openapiObstacle()
const BLOCKS = MAINTAINERS_PAGES.flatMap(blocksOf)
const ruleset = JSON.parse(BLOCKS.find(({ kind }) => kind === 'ruleset')?.text ?? 'null')

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The calls of `gh api` in the commands, as gh makes them. */
const CALLS = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ text }) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim().startsWith('gh api '))
    .map((line) => readCall(line.trim().replace(/\s+#.*$/, ''))),
)

function readCall(line: string) {
  const words = [...line.matchAll(/'([^']*)'|"((?:\\.|[^"])*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  )
  const after = (flag: string) =>
    words.flatMap((word, at) => (words[at - 1] === flag ? [word] : []))
  const body: { [key: string]: Json } = {}
  const set = (field: string, typed: boolean) => {
    const [key = '', value = ''] = field.split(/=(.*)/s)
    const isLiteral = typed && /^(true|false|\d+)$/.test(value)
    const [, outer = key, inner] = /^([^[]+)\[([^\]]+)\]$/.exec(key) ?? []
    const literal: Json = isLiteral ? JSON.parse(value) : value
    if (inner === undefined) body[outer] = literal
    else body[outer] = { ...(body[outer] as { [key: string]: Json }), [inner]: literal }
  }
  for (const field of after('-f')) set(field, false)
  for (const field of after('-F')) set(field, true)
  const [method = 'GET'] = after('--method')
  const input = after('--input').length > 0
  const path = words.find((word) => /^(repos|orgs)\//.test(word)) ?? ''
  return {
    line,
    method,
    path,
    body: input ? ruleset : Object.keys(body).length > 0 ? body : undefined,
  }
}

describe.skipIf(obstacle !== null)('the commands of the set-up', () => {
  const api = obstacle === null ? new ApiDescription() : null

  test('there are some of every kind', () => {
    expect(CALLS.length).toBeGreaterThanOrEqual(10)
    expect(new Set(CALLS.map(({ method }) => method))).toEqual(new Set(['GET', 'POST', 'PUT']))
  })

  test.each(CALLS)('GitHub knows: $line', ({ method, path, body }) => {
    const address = `/${path.replace('$REPO', 'cozystack/packages-index').replace('$OWNER', 'cozystack')}`
    const matched = api?.match(method, address.replace('$name', 'index-write'))
    if (!matched) throw new Error(`GitHub has no ${method} ${address}`)
    expect(api?.requestProblems({ ...matched, query: {}, body })).toEqual([])
  })

  test('the ruleset is the one that the doctor wants', () => {
    const wanted = wellSet()['/rules/branches/{branch}'].map(({ type }: { type: string }) => type)
    expect(ruleset.rules.map(({ type }: { type: string }) => type)).toEqual(wanted)
    expect(ruleset.bypass_actors).toEqual([
      { actor_id: 0, actor_type: 'Integration', bypass_mode: 'always' },
    ])
    expect(JSON.stringify(ruleset)).toContain('{"context":"gate","integration_id":0}')
  })
})
