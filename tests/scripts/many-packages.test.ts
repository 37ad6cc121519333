import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { STATES } from '../../src/core/schemas/catalog.ts'
import { readHistory } from '../../src/io/git-history.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { readStatuses } from '../../src/io/status-folder.ts'
import { makeManyPackages } from '../site/many-packages.ts'

function make(options: { packages: number; seed?: number; git?: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'many-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return makeManyPackages(folder, options)
}

test('the same seed gives the same bytes, another seed others', () => {
  const first = make({ packages: 60 })
  expect(make({ packages: 60 }).files).toEqual(first.files)
  expect(make({ packages: 60, seed: 2 }).files).not.toEqual(first.files)
})

test('generated packages pass the check, in every state', { timeout: 60_000 }, () => {
  const { index: folder, status } = make({ packages: 600, git: true })
  const { index, findings } = checkIndex(readIndexFolder(folder))
  expect(findings).toEqual([])
  const history = readHistory(folder)
  const { catalog } = compileCatalog(index, history, { statuses: readStatuses(status) })
  const found = [...catalog.packages, ...catalog.tombstones].map((one) => one.state)
  expect([...new Set(found)].sort()).toEqual([...STATES].sort())
  expect(catalog.packages).toHaveLength(600)
  expect(catalog.sequence).toBe(24)
  expect(new Set(catalog.packages.map((one) => one.firstListed)).size).toBe(24)
  const words = catalog.packages.map((one) => one.description.split(' ').length)
  expect(Math.min(...words)).toBeGreaterThanOrEqual(4)
  expect(Math.max(...words)).toBeGreaterThanOrEqual(40)
})
