import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ForeignFolder, replaceFolder, writeFiles } from '../../src/io/output-folder.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const FILES = new Map([
  ['catalog.json', 'new\n'],
  ['packages/a.json', '{}\n'],
])

test('a folder is made where there is none', async () => {
  const parent = temporaryFolder()
  await replaceFolder(join(parent, 'out'), (folder) => writeFiles(folder, FILES))
  expect(readdirSync(join(parent, 'out'), { recursive: true })).toEqual([
    'catalog.json',
    'packages',
    'packages/a.json',
  ])
  expect(readdirSync(parent)).toEqual(['out'])
})

test('an earlier catalog is replaced as a whole', async () => {
  const parent = temporaryFolder({ 'out/catalog.json': 'old\n', 'out/packages/gone.json': '{}\n' })
  await replaceFolder(join(parent, 'out'), (folder) => writeFiles(folder, FILES))
  expect(readFileSync(join(parent, 'out/catalog.json'), 'utf8')).toBe('new\n')
  expect(existsSync(join(parent, 'out/packages/gone.json'))).toBe(false)
})

test('a failure leaves the old folder, and nothing beside it', async () => {
  const parent = temporaryFolder({ 'out/catalog.json': 'old\n' })
  const failing = replaceFolder(join(parent, 'out'), (folder) => {
    writeFileSync(join(folder, 'catalog.json'), 'half')
    throw new Error('the disk is full')
  })
  await expect(failing).rejects.toThrow('the disk is full')
  expect(readFileSync(join(parent, 'out/catalog.json'), 'utf8')).toBe('old\n')
  expect(readdirSync(parent)).toEqual(['out'])
})

test('a folder with other files is never replaced', async () => {
  const folder = temporaryFolder({ 'thesis.txt': 'years of work\n' })
  await expect(replaceFolder(folder, () => undefined)).rejects.toThrow(ForeignFolder)
  expect(readdirSync(folder)).toEqual(['thesis.txt'])
})
