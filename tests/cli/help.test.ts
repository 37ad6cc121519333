import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { runClient } from './run-client.ts'

test('--help lists every command', async () => {
  const { code, out, err } = await runClient(['--help'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatchSnapshot()
  expect((await runClient([])).out).toBe(out)
})

test.each(COMMANDS.map(({ name }) => name))('%s --help teaches, with examples', async (name) => {
  const { code, out, err } = await runClient([name, '--help'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatchSnapshot()
  expect(out).toContain('Examples:\n')
  const tooLong = out.split('\n').filter((line) => line.length > 100)
  expect(tooLong).toEqual([])
  expect((await runClient(['help', name])).out).toBe(out)
})

test.each([
  ['an unknown command', ['serch']],
  ['an unknown option', ['search', '--jsn']],
  ['an option without its value', ['search', '--index']],
  ['too many arguments', ['init', 'a', 'b']],
  ['a missing argument', ['info']],
  ['a word that is none of the choices', ['completion', 'csh']],
])('%s is named, with the way to the help', async (_, args) => {
  const { code, out, err } = await runClient(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatchSnapshot()
})

test('no example is of a command that is not there', async () => {
  const known = new Set(COMMANDS.map(({ name }) => name))
  for (const { load } of COMMANDS) {
    const { examples } = (await load()).command
    for (const [line] of examples) {
      const [, name = ''] = /(?:^|[(|&] ?)cozypkg ([a-z]+)/.exec(line) ?? []
      expect(known).toContain(name)
    }
  }
})
