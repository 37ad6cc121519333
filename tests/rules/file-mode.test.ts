import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('executable', () => {
  expect(reportFixture('file-mode/executable')).toMatchInlineSnapshot(`
    "packages/file-mode-executable.yaml error expected mode 0644, found an executable file [file-mode]
      fix: Run chmod 644 on it, or git update-index --chmod=-x.
    "
  `)
})
