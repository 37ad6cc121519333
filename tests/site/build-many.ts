import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { provideSites } from './build-sites.ts'
import { makeManyPackages } from './many-packages.ts'

/** Builds and serves a site of 2,000 packages. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideSites(project, async (build, root) => {
    const { index, status } = makeManyPackages(mkdtempSync(join(root, 'git-')), {
      packages: 2000,
      git: true,
    })
    return { many: await build('many', index, '/packages-index/', status) }
  })
}
