import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'

function findings(folder: string): string[] {
  return checkIndex(readIndexFolder(folder)).findings.map(({ rule, file }) => `${file} ${rule}`)
}

test('files come in the order of their paths, with what the rules ask for', () => {
  const folder = temporaryFolder({
    'policy.yaml': '# none\n',
    'packages/acme.yaml': 'name: acme\n',
  })
  chmodSync(join(folder, 'policy.yaml'), 0o755)
  const files = readIndexFolder(folder).map(({ path, type, executable, size }) => [
    path,
    type,
    executable,
    size,
  ])
  expect(files).toEqual([
    ['packages', 'directory', false, null],
    ['packages/acme.yaml', 'file', false, 11],
    ['policy.yaml', 'file', true, 7],
  ])
})

test('links are reported and never followed', () => {
  const outside = temporaryFolder({ 'secret.yaml': exampleEntry('secret') })
  const folder = temporaryFolder({ 'packages/real.yaml': exampleEntry('real') })
  symlinkSync(join(outside, 'secret.yaml'), join(folder, 'packages/secret.yaml'))
  symlinkSync(outside, join(folder, 'releases'))
  symlinkSync('packages', join(folder, 'icons'))
  expect(findings(folder)).toEqual([
    'icons file-type',
    'icons file-unexpected',
    'packages/secret.yaml file-type',
    'releases file-type',
    'releases file-unexpected',
  ])
})

test('a folder in the place of an entry is named', () => {
  const folder = temporaryFolder({ 'packages/acme.yaml/keep.txt': '' })
  expect(findings(folder)).toEqual([
    'packages/acme.yaml file-type',
    'packages/acme.yaml/keep.txt file-unexpected',
  ])
})

test.skipIf(process.platform === 'win32')('a pipe is named and not read', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'packages'))
  spawnSync('mkfifo', [join(folder, 'packages/pipe.yaml')])
  expect(findings(folder)).toEqual(['packages/pipe.yaml file-type'])
})

test('a file over its limit is not read into memory', () => {
  const folder = temporaryFolder({ 'packages/huge.yaml': 'x'.repeat(10 * 1024 * 1024) })
  const huge = readIndexFolder(folder).find((file) => file.path === 'packages/huge.yaml')
  expect(huge).toMatchObject({ type: 'file', size: 10 * 1024 * 1024, bytes: null })
  expect(findings(folder)).toEqual(['packages/huge.yaml file-size'])
})

test('a missing folder is an error of the caller', () => {
  expect(() => readIndexFolder(join(temporaryFolder(), 'nowhere'))).toThrow(/ENOENT/)
})
