import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { buildSite } from '../../scripts/build-site.ts'
import { serveFolder } from '../../src/io/static-server.ts'
import { makeFindingIndex } from '../finding-index.ts'
import { makeExtremeIndex } from './extreme-index.ts'

/** A built site that is being served. */
export interface Site {
  /** Where it is served, ending in `/`. */
  url: string
  /** The path of `url`. */
  base: string
  folder: string
}

/**
 * The index of this repository, the valid fixtures under a base path, texts at the limits, and what
 * `tests/queries.json` searches.
 */
export type SiteName = 'real' | 'fixtures' | 'extreme' | 'finding'

declare module 'vitest' {
  interface ProvidedContext {
    sites: Record<SiteName, Site>
  }
}

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Builds and serves the sites that the tests look at, once for all of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = mkdtempSync(join(tmpdir(), 'site-tests-'))
  const closing: (() => Promise<void>)[] = []
  const build = async (name: SiteName, index: string, base: string): Promise<Site> => {
    const folder = join(root, name)
    const { url, close } = await serveFolder(folder, base, 0)
    closing.push(close)
    const request = { index, siteUrl: url, quarantine: false, previous: folder }
    const exitCode = await buildSite(
      { ...request, allowShrink: true, allowShallow: true, status: null },
      folder,
    )
    if (exitCode !== 0) throw new Error(`the site ${name} could not be built`)
    return { url, base, folder }
  }
  const teardown = async () => {
    for (const close of closing) await close()
    rmSync(root, { recursive: true, force: true })
  }
  try {
    project.provide('sites', {
      real: await build('real', pathOf('../../index'), '/'),
      fixtures: await build('fixtures', pathOf('../fixtures/valid'), '/packages-index/'),
      extreme: await build('extreme', makeExtremeIndex(mkdtempSync(join(root, 'git-'))), '/'),
      finding: await build('finding', makeFindingIndex(join(root, 'finding-index')), '/'),
    })
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}
