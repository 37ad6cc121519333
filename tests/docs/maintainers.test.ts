import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { VERBS } from '../../src/core/maintain/verbs.ts'
import { blocksOf, GUIDES, MAINTAINERS_PAGES, ROOT } from './guide-files.ts'

const BLOCKS = MAINTAINERS_PAGES.flatMap(blocksOf)

test('every command is run by a test, or says why it is not', () => {
  const commands = BLOCKS.filter(({ language }) => /^(sh|bash|shell|console)?$/.test(language))
  expect(commands.filter(({ isRun }) => isRun).length).toBeGreaterThan(8)
  for (const { language, isRun, unrun, where } of commands) {
    expect.soft(language, where).toBe('sh')
    expect.soft(isRun !== (unrun !== null), `${where}: run, or unrun with a reason`).toBe(true)
  }
})

test('every output follows a command that is run', () => {
  for (const page of MAINTAINERS_PAGES) {
    const blocks = blocksOf(page)
    for (const [at, { isOutput, where }] of blocks.entries()) {
      if (isOutput) expect.soft(blocks[at - 1]?.isRun, where).toBe(true)
    }
  }
})

test('the first page leads to every other, and the short guide to the rest', () => {
  const readme = MAINTAINERS_PAGES.find(({ slug }) => slug.endsWith('/README'))
  const guide = GUIDES.find(({ slug }) => slug === 'maintainers')
  const names = MAINTAINERS_PAGES.map(({ slug }) => slug.replace('maintainers/', '')).filter(
    (one) => one !== 'README',
  )
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) {
    expect.soft(readme?.body, name).toContain(`(${name}.md)`)
    expect.soft(guide?.body, name).toContain(`../maintainers/${name}.md`)
  }
})

describe('the verbs of npm run maintain', () => {
  const used = [...GUIDES, ...MAINTAINERS_PAGES].flatMap(({ body }) =>
    [...body.matchAll(/maintain -- (\w+)/g)].map(([, verb]) => verb),
  )
  const known = VERBS.map(({ name }) => name)

  test('that the pages use are verbs', () => {
    expect(used.filter((verb) => !known.includes(verb ?? ''))).toEqual([])
  })

  test('are all named by the pages', () => {
    const text = [...GUIDES, ...MAINTAINERS_PAGES].map(({ body }) => body).join('\n')
    expect(
      known.filter((verb) => !text.includes(`-- ${verb}`) && !text.includes(`\`${verb}\``)),
    ).toEqual([])
  })
})

test('what the pages say of workflows is in the workflows', () => {
  const text = MAINTAINERS_PAGES.map(({ body }) => body).join('\n')
  const named = [...text.matchAll(/gh workflow run (\S+)/g)].map(([, file]) => file)
  expect(new Set(named)).toEqual(new Set(['publish.yml', 'record.yml']))
  for (const file of named) readFileSync(`${ROOT}.github/workflows/${file}`)
  const record = readFileSync(`${ROOT}.github/workflows/record.yml`, 'utf8')
  for (const [, input] of text.matchAll(/record\.yml .*-f (\w+)=/g)) {
    expect(record).toMatch(new RegExp(`inputs:\\n\\s+${input}:`))
  }
})
