import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'

const NOBODY = 65534
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unreadable-'))
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'packages'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Root may read everything, so that the test becomes somebody else for the length of the check. */
function checkAsNobody() {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(NOBODY)
  try {
    return checkIndex(readIndexFolder(folder)).findings
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

test('an unreadable file is named', () => {
  writeFileSync(join(folder, 'packages/secret.yaml'), 'name: secret\n', { mode: 0o000 })
  expect(checkAsNobody()).toEqual([
    {
      rule: 'file-readable',
      severity: 'error',
      file: 'packages/secret.yaml',
      line: null,
      column: null,
      message: 'cannot be read: permission denied',
      fix: 'Give its owner and the reader permission to read it.',
    },
  ])
})

test('an unreadable folder is named', () => {
  mkdirSync(join(folder, 'releases'))
  chmodSync(join(folder, 'releases'), 0o000)
  const rules = checkAsNobody().map(({ rule, file }) => `${file} ${rule}`)
  chmodSync(join(folder, 'releases'), 0o755)
  expect(rules).toEqual(['releases file-readable'])
})
