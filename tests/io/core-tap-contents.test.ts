import { execFileSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Artifact } from '../../src/core/artifact.ts'
import { readContents } from '../../src/core/contents/read-contents.ts'
import { PolicySchema } from '../../src/core/schemas/policy.ts'
import { ContentsSchema } from '../../src/core/schemas/release.ts'
import { renderIcon } from '../../src/io/icon.ts'
import { createValidator } from '../../src/io/manifest-schemas.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The content of the core tap’s artifact as a .tar.gz, where somebody has it at hand. */
const archive = process.env['CORE_TAP_ARCHIVE']

function unpack(): Artifact {
  const folder = temporaryFolder()
  execFileSync('tar', ['-xzf', archive ?? '', '-C', folder])
  const files = new Map<string, Uint8Array>()
  const links = new Map<string, string>()
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const stats = lstatSync(join(folder, path))
    if (stats.isSymbolicLink()) links.set(path, readlinkSync(join(folder, path)))
    else if (stats.isFile()) files.set(path, readFileSync(join(folder, path)))
  }
  const unpackedSize = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  return { files, links, unpackedSize }
}

test.skipIf(!archive)('the core tap is read as what it is', async () => {
  const context = { policy: PolicySchema.parse({}), validate: createValidator() }
  const { contents, findings, icons } = readContents(unpack(), context)
  const variants = contents.packageSources.flatMap((source) => source.variants)
  const components = variants.flatMap((variant) => variant.components)
  expect(contents.packageSources).toHaveLength(98)
  expect(variants).toHaveLength(111)
  expect(components).toHaveLength(203)
  expect(components.filter(({ privileged }) => privileged)).toHaveLength(42)
  expect(components.filter(({ chart }) => chart === null)).toEqual([])
  expect(contents.applications).toHaveLength(30)
  expect(
    contents.applications.filter(({ parameters }) => parameters.length === 0).length,
  ).toBeLessThan(3)
  expect(ContentsSchema.parse(contents)).toEqual(contents)

  const counts: Record<string, number> = {}
  for (const { rule, severity } of findings) {
    counts[`${severity} ${rule}`] = (counts[`${severity} ${rule}`] ?? 0) + 1
  }
  // It is the platform itself: every name is reserved, and what is privileged says so.
  expect(counts).toEqual({ 'error ps-name': 98, 'warning privileged': 42 })
  expect(findings.every(({ line }) => line !== null)).toBe(true)

  expect(icons.size).toBe(30)
  for (const { bytes, mime } of icons.values()) {
    expect(await renderIcon(bytes, mime)).toHaveProperty('png')
  }
})
