import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleIndex } from './example-index.ts'
import { runClient } from './run-client.ts'

const hasShell = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0

/** What bash offers for the last of some words; `names` stands in for the client itself. */
function completeInBash(script: string, words: string[], names: string): string[] {
  const folder = temporaryFolder({ 'completion.bash': script })
  const stub = join(folder, 'cozypkg')
  writeFileSync(stub, `#!/bin/sh\necho "${names}"\n`)
  chmodSync(stub, 0o755)
  const line = `source ${folder}/completion.bash
COMP_WORDS=(cozypkg ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_cozypkg; printf '%s\\n' "\${COMPREPLY[@]}"`
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` }
  const { stdout, stderr, status } = spawnSync('bash', ['-c', line], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(stderr)
  return stdout.split('\n').filter(Boolean)
}

test.skipIf(!hasShell('bash')).each([
  [['se'], ['search']],
  [['search', '--of'], ['--offline']],
  [
    ['info', 'he'],
    ['hello', 'help'],
  ],
  [['completion', 'z'], ['zsh']],
  [['index', ''], ['mirror']],
])('bash completes %j to %j', async (words, expected) => {
  const { out } = await runClient(['completion', 'bash'])
  expect(completeInBash(out, words, 'hello help emulator')).toEqual(expected)
})

test.each(['bash', 'zsh', 'fish'])('%s knows every command and its options', async (shell) => {
  const { code, out } = await runClient(['completion', shell])
  expect(code).toBe(0)
  for (const { name } of COMMANDS) expect(out).toContain(name)
  expect(out).toMatch(/insecure-registry/)
  if (hasShell(shell)) {
    const file = join(temporaryFolder({ script: out }), 'script')
    expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  }
})

test('names are those of the index that is at hand, and nothing where there is none', async () => {
  const { out } = await runClient(['completion', 'names', '--index', exampleIndex()])
  expect(out).toBe('cold\nemulator\nhello\n')
  const none = await runClient(['completion', 'names', '--index', 'no/such/index'])
  expect(none).toEqual({ code: 0, out: '', err: '' })
  const env = { XDG_CACHE_HOME: temporaryFolder() }
  const never = await runClient(['completion', 'names'], { env })
  expect(never).toEqual({ code: 0, out: '', err: '' })
})
