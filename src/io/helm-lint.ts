import { execFile } from 'node:child_process'
import type { Finding, Severity } from '../core/finding.ts'
import { printable } from '../core/printable.ts'

const SEVERITIES: Record<string, Severity> = { ERROR: 'error', WARNING: 'warning', INFO: 'info' }
const MILLISECONDS = 60_000

/**
 * Runs `helm lint` on a chart. It renders the templates, so it is for charts on an author’s machine
 * and not for strangers’ archives in the gate.
 *
 * @param file what the findings name: the path of the chart inside the artifact
 */
export async function helmLint(
  helmBinary: string,
  chartDir: string,
  file: string = chartDir,
): Promise<Finding[]> {
  const { output, failure } = await run(helmBinary, ['lint', chartDir])
  const findings = [...findingsIn(output, file)]
  if (failure === null || findings.some(({ severity }) => severity === 'error')) return findings
  if (findings.some(({ message }) => isIconComplaint(message))) return findings
  return [...findings, toFinding('error', `helm lint failed: ${failure}`, file)]
}

function* findingsIn(output: string, file: string): Generator<Finding> {
  for (const [, level = '', text = ''] of output.matchAll(/^\[(ERROR|WARNING|INFO)\] (.*)$/gm)) {
    // Cozystack’s dashboard serves icons from paths such as /logos/x.svg, which helm takes for bad addresses.
    const severity = isIconComplaint(text) ? 'info' : SEVERITIES[level]
    if (severity) yield toFinding(severity, text, file)
  }
}

function isIconComplaint(text: string): boolean {
  return /^Chart\.yaml: (icon is recommended|invalid icon URL)/.test(text)
}

function toFinding(severity: Severity, text: string, file: string): Finding {
  const message = printable(text.trim()).slice(0, 1_000)
  const fix = 'Run helm lint on the chart, and mend what it says.'
  return { rule: 'helm-lint', severity, file, line: null, column: null, message, fix }
}

/** Without the user’s plugins, repositories and clusters. */
function run(binary: string, args: string[]): Promise<{ output: string; failure: string | null }> {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', HELM_NO_PLUGINS: '1' }
  const options = { env, timeout: MILLISECONDS, maxBuffer: 4 * 1024 * 1024 }
  return new Promise((resolve) => {
    execFile(binary, args, options, (error, stdout, stderr) => {
      const failure = error ? (stderr.trim() || error.message).slice(0, 1_000) : null
      resolve({ output: `${stdout}\n${stderr}`, failure })
    })
  })
}
