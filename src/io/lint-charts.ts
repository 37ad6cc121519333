import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Artifact } from '../core/artifact.ts'
import type { Finding } from '../core/finding.ts'
import type { Contents } from '../core/schemas/release.ts'
import { helmLint } from './helm-lint.ts'

/**
 * Runs `helm lint` on the chart of every component, in a temporary folder that is removed again.
 * The archive reader has refused every path that could lead out of it.
 */
export async function lintCharts(
  helmBinary: string,
  artifact: Artifact,
  { packageSources }: Contents,
): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-lint-'))
  try {
    for (const [path, bytes] of artifact.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    const charts = packageSources
      .flatMap(({ variants }) => variants.flatMap(({ components }) => components))
      .map(({ path }) => chartIn(artifact, path))
      .filter((path) => path !== null)
    const findings: Finding[] = []
    for (const chart of new Set(charts)) {
      findings.push(...(await helmLint(helmBinary, join(folder, chart), chart)))
    }
    return findings
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A source checkout nests its charts under packages/. */
function chartIn({ files }: Artifact, path: string): string | null {
  const plain = path.replace(/^\.?\/+|\/+$/g, '')
  return [plain, `packages/${plain}`].find((chart) => files.has(`${chart}/Chart.yaml`)) ?? null
}
