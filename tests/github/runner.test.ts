// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so GitHub writes its expressions.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GitRepository } from '../io/git-repository.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { fillIn, holds } from './runner/expressions.ts'
import { runWorkflow, type World } from './runner/run-workflow.ts'

const HEAD = `name: t
on: { push: {} }
permissions: {}
defaults: { run: { shell: bash } }
jobs:
`
const job = (name: string, more: string, steps: string) =>
  `  ${name}: { name: ${name}, runs-on: ubuntu-24.04, timeout-minutes: 5, permissions: {}, ${more} steps: [${steps}] }\n`

/** Runs a workflow of these jobs, that `touch` says what ran. */
async function run(jobs: string, actions: World['actions'] = {}) {
  const repository = new GitRepository()
  repository.write('.github/workflows/t.yml', HEAD + jobs)
  repository.commit('2026-01-01T00:00:00Z')
  const folder = join(temporaryFolder(), 'world')
  mkdirSync(folder)
  const world: World = {
    git: join(repository.folder, '.git'),
    folder,
    values: { 'github.ref': 'refs/heads/main' },
    secrets: { safe: { KEY: 'k' } },
    env: {},
    grant: () => ({ token: 't', env: {} }),
    actions,
    programs: { hello: '#!/bin/sh\necho hello from the machine\n' },
    executed: new Set(),
  }
  const runs = await runWorkflow(world, 't.yml')
  return { runs, executed: [...world.executed] }
}

describe('expressions', () => {
  const values: Record<string, string> = { 'a.b': 'x', 'a.empty': '', 'a.quote': "it's" }
  const lookup = (path: string) => {
    const value = values[path]
    if (value === undefined) throw new Error(`nothing says what ${path} is`)
    return value
  }

  test.each([
    ["a.b == 'x'", true],
    ["a.b != 'x' || a.quote == 'it''s'", true],
    ["!cancelled() && a.b == 'y'", false],
    ["${{ (a.empty || a.b) == 'x' }}", true],
    ['always()', true],
    ['failure()', false],
  ])('%s is %s', (expression, expected) => {
    expect(holds(expression, lookup, 'success')).toBe(expected)
  })

  test('ask for success unless they ask themselves', () => {
    expect(holds("a.b == 'x'", lookup, 'failure')).toBe(false)
    expect(holds(undefined, lookup, 'failure')).toBe(false)
    expect(holds('!cancelled()', lookup, 'failure')).toBe(true)
    expect(holds('failure()', lookup, 'failure')).toBe(true)
  })

  test('are filled in, and fail on what nobody said or the runner does not know', () => {
    expect(fillIn('1 ${{ a.b }} 2 ${{ a.empty }}', lookup, 'success')).toBe('1 x 2 ')
    for (const one of ['a.c', 'a.b >= 1', 'hashFiles(a.b)', 'a.b ==', '(a.b', 'a.b a.b']) {
      expect(() => fillIn(`\${{ ${one} }}`, lookup, 'success'), one).toThrow()
    }
  })
})

describe('the runner of workflows', () => {
  test('stops a job at a failing step, and what needs it, but not what asks', async () => {
    const { runs, executed } = await run(
      job(
        'a',
        '',
        "{ run: 'false | cat' }, { run: 'echo never' }, { if: '!cancelled()', run: hello }",
      ) +
        job('b', 'needs: a,', '{ run: echo never }') +
        job(
          'c',
          'needs: a, if: "${{ !cancelled() && needs.a.result == \'failure\' }}",',
          '{ run: hello }',
        ),
    )
    expect(executed).toEqual(['t/a: false | cat', 't/a: hello', 't/c: hello'])
    expect(runs).toMatchObject({
      a: { result: 'failure' },
      b: { result: 'skipped' },
      c: { result: 'success', log: expect.stringContaining('hello from the machine') },
    })
  })

  test('hands outputs from step to step and from job to job', async () => {
    const { runs } = await run(
      job(
        'a',
        'outputs: { said: "${{ steps.s.outputs.said }}!" },',
        '{ id: s, run: \'echo "said=yes" >> "$GITHUB_OUTPUT"\' }, { env: { X: "${{ steps.s.outputs.said }}" }, run: echo "x $X" }',
      ) +
        job('b', 'needs: [a],', '{ env: { X: "${{ needs.a.outputs.said }}" }, run: echo "b $X" }'),
    )
    expect(runs['a']?.log).toContain('x yes\n')
    expect(runs['b']?.log).toContain('b yes!\n')
  })

  test.each([
    [
      'an action that nobody described',
      '{ uses: evil/thing@v1 }',
      'nobody said what evil/thing@v1',
    ],
    ['a key it knows nothing of', '{ run: x, continue-on-error: true }', 'continue-on-error'],
    ['an expression in a shell', "{ run: 'echo ${{ github.ref }}' }", 'an expression stands in'],
    [
      'a secret without its environment',
      '{ env: { K: "${{ secrets.KEY }}" }, run: x }',
      'secrets.KEY',
    ],
    ['a job it does not need', '{ env: { K: "${{ needs.x.result }}" }, run: x }', 'needs.x.result'],
  ])('refuses %s', async (_, steps, message) => {
    await expect(run(job('a', '', steps))).rejects.toThrow(message)
  })

  test('takes an action that throws for a step that fails', async () => {
    const actions = {
      'one/action': () => {
        throw new Error('not today')
      },
    }
    const { runs } = await run(job('a', '', `{ uses: one/action@${'a'.repeat(40)} }`), actions)
    expect(runs).toMatchObject({ a: { result: 'failure', log: /not today/ } })
  })
})
