import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { checkIndex } from '../../src/core/check-index.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The content of the core tap's artifact as a .tar.gz, where somebody has it at hand. */
const archive = process.env['CORE_TAP_ARCHIVE']

function manifestsIn(folder: string, kind: string): { metadata: { name: string }; spec: never }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml') && !path.includes('templates'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .filter((text) => text.includes(`kind: ${kind}`))
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()))
    .filter((manifest) => manifest?.kind === kind)
}

test.skipIf(!archive)('the policy names what the core tap really holds', () => {
  const folder = temporaryFolder()
  execFileSync('tar', ['-xzf', archive ?? '', '-C', folder])
  const { core } = checkIndex(readIndexFolder('index')).index.policy
  const sources = manifestsIn(join(folder, 'core/platform/sources'), 'PackageSource')
  const definitions = manifestsIn(join(folder, 'system'), 'ApplicationDefinition') as unknown as {
    spec: { application: { kind: string } }
  }[]
  expect(core?.packageSources.toSorted()).toEqual(sources.map((one) => one.metadata.name).sort())
  expect(core?.kinds.toSorted()).toEqual(definitions.map((one) => one.spec.application.kind).sort())
})
