import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { helmLint } from '../../src/io/helm-lint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { findHelm } from './find-helm.ts'

const helm = findHelm()

function chart(files: Record<string, string> = {}): string {
  return temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: hello\nversion: 1.0.0\nicon: /logos/hello.svg\n',
    'values.yaml': 'name: hello\n',
    'templates/config.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n',
    ...files,
  })
}

/** Something that prints what helm would, and ends as helm would. */
function pretender(output: string, status: number): string {
  const folder = temporaryFolder({
    helm: `#!/bin/sh\ncat <<'END'\n${output}\nEND\nexit ${status}\n`,
  })
  chmodSync(join(folder, 'helm'), 0o755)
  return join(folder, 'helm')
}

test('what helm says becomes findings of their severity', async () => {
  const output = [
    '==> Linting hello',
    '[INFO] Chart.yaml: icon is recommended',
    "[ERROR] Chart.yaml: invalid icon URL '/logos/hello.svg'",
    '[WARNING] templates/: no templates',
    '[ERROR] values.yaml: \u001b[31mbroken',
  ].join('\n')
  const findings = await helmLint(pretender(output, 1), 'x', 'apps/hello')
  expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toMatchInlineSnapshot(`
    [
      "info: Chart.yaml: icon is recommended",
      "info: Chart.yaml: invalid icon URL '/logos/hello.svg'",
      "warning: templates/: no templates",
      "error: values.yaml: \\u{1b}[31mbroken",
    ]
  `)
  expect(findings[0]).toMatchObject({ rule: 'helm-lint', file: 'apps/hello', line: null })
})

test('a helm that fails without saying why, or is not there, is a finding', async () => {
  expect((await helmLint(pretender('', 3), 'x'))[0]).toMatchObject({ severity: 'error' })
  expect((await helmLint('/no/such/helm', 'x'))[0]?.message).toMatch(/helm lint failed: .*ENOENT/)
})

test('a real helm passes a chart of Cozystack’s kind', async (context) => {
  context.skip(helm === null, 'there is no helm on this machine; set HELM_BINARY')
  const findings = await helmLint(helm ?? '', chart())
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
})

test('a real helm refuses a template that cannot be rendered', async (context) => {
  context.skip(helm === null, 'there is no helm on this machine; set HELM_BINARY')
  const broken = chart({ 'templates/broken.yaml': 'a: {{ .Values.name | nothing }}\n' })
  const findings = await helmLint(helm ?? '', broken, 'apps/hello')
  expect(findings.filter(({ severity }) => severity === 'error')).not.toEqual([])
})
