import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { buildSite } from '../../scripts/build-site.ts'
import { serveFolder } from '../../src/io/static-server.ts'
import { makeFindingIndex } from '../finding-index.ts'
import { commitAll } from './commit-all.ts'
import { FIRST_LISTED, makeExtremeIndex, writeExtremeStatuses } from './extreme-index.ts'

/** A built site that is being served. */
export interface Site {
  /** Where it is served, ending in `/`. */
  url: string
  /** The path of `url`. */
  base: string
  folder: string
}

/**
 * The index of this repository, the valid fixtures under a base path, texts at the limits, what
 * `tests/queries.json` searches, and 2,000 packages, which only the tests of what depends on their
 * number have.
 */
export type SiteName = 'real' | 'fixtures' | 'extreme' | 'finding' | 'many'

declare module 'vitest' {
  interface ProvidedContext {
    sites: Record<SiteName, Site>
  }
}

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Builds and serves the sites that most tests look at, once for all of them. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideSites(project, async (build, root) => ({
    real: await build('real', pathOf('../../index'), '/'),
    fixtures: await build('fixtures', copyFixtures(mkdtempSync(join(root, 'git-'))), BASE),
    extreme: await build(
      'extreme',
      makeExtremeIndex(mkdtempSync(join(root, 'git-'))),
      '/',
      writeExtremeStatuses(mkdtempSync(join(root, 'status-'))),
    ),
    finding: await build('finding', makeFindingIndex(join(root, 'finding-index')), '/'),
  }))
}

const BASE = '/packages-index/'

/** The valid fixtures with a history that is always the same, for pages that are always the same. */
function copyFixtures(repository: string): string {
  const folder = join(repository, 'index')
  cpSync(pathOf('../fixtures/valid'), folder, { recursive: true })
  commitAll(repository, FIRST_LISTED)
  return folder
}

type Build = (name: SiteName, index: string, base: string, status?: string) => Promise<Site>

/**
 * Lets sites be built below a temporary folder, and serves them until the tests have ended.
 *
 * @returns what ends it
 */
export async function provideSites(
  project: TestProject,
  make: (build: Build, root: string) => Promise<Partial<Record<SiteName, Site>>>,
): Promise<() => Promise<void>> {
  const root = mkdtempSync(join(tmpdir(), 'site-tests-'))
  const closing: (() => Promise<void>)[] = []
  const build: Build = async (name, index, base, status) => {
    const folder = join(root, name)
    const { url, close } = await serveFolder(folder, base, 0)
    closing.push(close)
    const request = { index, siteUrl: url, quarantine: false, previous: folder }
    const exitCode = await buildSite(
      { ...request, allowShrink: true, allowShallow: true, status: status ?? null },
      folder,
      name === 'fixtures',
    )
    if (exitCode !== 0) throw new Error(`the site ${name} could not be built`)
    return { url, base, folder }
  }
  const teardown = async () => {
    for (const close of closing) await close()
    rmSync(root, { recursive: true, force: true })
  }
  try {
    // A test that asks for a site of another project fails at its first use.
    project.provide('sites', (await make(build, root)) as Record<SiteName, Site>)
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}
