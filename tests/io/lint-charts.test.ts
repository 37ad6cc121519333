import { expect, test } from 'vitest'
import { readContents } from '../../src/core/contents/read-contents.ts'
import { PolicySchema } from '../../src/core/schemas/policy.ts'
import { lintCharts } from '../../src/io/lint-charts.ts'
import { createValidator } from '../../src/io/manifest-schemas.ts'
import { EXAMPLES } from '../demo/example-repositories.ts'
import { findHelm } from './find-helm.ts'

const helm = findHelm()

async function lint(files: Record<string, string>): Promise<string[]> {
  const encoder = new TextEncoder()
  const entries = Object.entries(files).map(([path, text]) => [path, encoder.encode(text)] as const)
  const artifact = { files: new Map(entries), links: new Map<string, string>(), unpackedSize: 0 }
  const validate = createValidator()
  const { contents } = readContents(artifact, { policy: PolicySchema.parse({}), validate })
  const findings = await lintCharts(helm ?? 'helm', artifact, contents)
  return findings.filter(({ severity }) => severity === 'error').map(({ file }) => file)
}

test.skipIf(!helm)('helm finds nothing wrong with the charts of the examples', async () => {
  for (const { releases } of EXAMPLES) {
    for (const { files } of releases) expect(await lint(files)).toEqual([])
  }
})

test.skipIf(!helm)('a template that helm refuses is named by its chart', async () => {
  const files = { ...EXAMPLES[0]?.releases[0]?.files }
  files['apps/hello/templates/config-map.yaml'] = 'kind: {{ .Values.greeting'
  expect(await lint(files)).toContain('apps/hello')
})
