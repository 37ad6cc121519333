import { expect, test } from 'vitest'
import { runClient } from './run-client.ts'

test.each([
  [['tap']],
  [['untap']],
  [['tap', 'a.b', '--timeout', 'soon']],
  [['tap', 'a.b', '--digest=v1']],
  [['tap', 'a.b', '--secret', 'No Name']],
  [['tap', 'a.b', '-o', 'json', '--dry-run']],
  [['untap', 'a.b', '-o', 'yaml']],
  [['add', 'a.b', '--variant', '=x']],
  [['del', '-f', '/nowhere']],
])('what is wrong with %j', async (args) => {
  const { code, out, err } = await runClient(args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatchSnapshot()
})
