import { existsSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Finding } from '../../core/finding.ts'
import { parseReference } from '../../core/oci-ref.ts'
import type { Contents } from '../../core/schemas/release.ts'
import type { Cli, CliCommand } from '../command.ts'
import { CannotDo } from '../failure.ts'

interface Flags {
  helmLint?: string | true
  identity?: string
  issuer?: string
  trustedRoot?: string
  insecureRegistry?: string[]
  json?: boolean
}

interface Verdict {
  /** Null where nothing was pushed yet. */
  digest: string | null
  contents: Contents | null
  findings: Finding[]
  sourceOf(file: string): string | null
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        'Look into a repository or an artifact as the index and the platform do.\nFindings have the codes of upstream’s client; errors keep it from being tapped or listed.',
      )
      .argument('<dir|oci-ref>', 'a folder with packages/ in it, that folder, or oci://…')
      .option('--helm-lint [helm]', 'also helm lint on every chart; it renders the templates')
      .option('--identity <identity>', 'also whether this identity signed the artifact')
      .option('--issuer <issuer>', 'the issuer of that identity')
      .option('--trusted-root <file>', 'verify by another trust root than Sigstore’s public one')
      .option('--insecure-registry <host...>', 'ask this registry in plain HTTP')
      .option('--json', 'print JSON')
  },
  examples: [
    ['cozypkg validate .', 'the repository you stand in'],
    ['cozypkg validate . --helm-lint', 'and its charts by helm'],
    ['cozypkg validate oci://ghcr.io/acme/hello:v1.2.0', 'what was pushed'],
  ],
  async run(cli, [target = ''], flags) {
    const isReference = target.startsWith('oci://')
    if (!isReference && !existsSync(target) && parseReference(target)?.host.includes('.')) {
      throw new CannotDo(`there is no folder ${target}\nA reference begins with oci://.`)
    }
    const verdict = isReference
      ? await validateReference(cli, target, flags)
      : await validateFolder(cli, target, flags)
    await report(cli, target, verdict, flags.json ?? false)
    return verdict.findings.some(({ severity }) => severity === 'error') ? 1 : 0
  },
}

async function validateFolder(cli: Cli, dir: string, { helmLint }: Flags): Promise<Verdict> {
  const { inspectionServices } = await import('../inspection.ts')
  const { inspectFolder } = await import('../../io/inspect-folder.ts')
  const metadata = { source: '', revision: '', created: '1970-01-01T00:00:00Z' }
  const { root, contents, findings, sourceOf } = await inspectFolder(
    dir,
    metadata,
    inspectionServices(cli, helmLint),
  )
  const prefix = relative('.', root).split(sep).join('/')
  const show = (file: string) => (prefix === '' || file === '.' ? file : `${prefix}/${file}`)
  const hide = (file: string) => (prefix === '' ? file : file.slice(prefix.length + 1))
  return {
    digest: null,
    contents,
    findings: findings.map((one) => ({ ...one, file: show(one.file) })),
    sourceOf: (file) => sourceOf(hide(file)),
  }
}

async function validateReference(cli: Cli, text: string, flags: Flags): Promise<Verdict> {
  const reference = parseReference(text)
  if (!reference) {
    throw new CannotDo(`${text} is no reference\nWrite it as oci://ghcr.io/acme/hello:v1.2.0.`)
  }
  const { identity, issuer } = flags
  if ((identity === undefined) !== (issuer === undefined)) {
    throw new CannotDo('--identity and --issuer go together: name both, or none')
  }
  const { inspectionServices } = await import('../inspection.ts')
  const { inspectArtifact } = await import('../../io/inspect-artifact.ts')
  const { openForUser } = await import('../../io/registry/user-registry.ts')
  const { loadTrustedRoot } = await import('../../io/signature/trusted-root.ts')
  const insecure = flags.insecureRegistry ?? []
  const { record, findings } = await inspectArtifact(
    reference.tag,
    identity && issuer ? { identity, issuer } : null,
    {
      ...inspectionServices(cli, flags.helmLint),
      repository: openForUser(reference, { insecure, env: cli.env }),
      ociRef: `oci://${reference.host}/${reference.path}`,
      trustedRoot: loadTrustedRoot(flags.trustedRoot),
    },
  )
  return {
    digest: record?.digest ?? null,
    contents: record?.contents ?? null,
    findings,
    sourceOf: () => null,
  }
}

async function report(
  { terminal }: Cli,
  target: string,
  { digest, contents, findings, sourceOf }: Verdict,
  json: boolean,
): Promise<void> {
  const { countFindings } = await import('../../core/finding.ts')
  const counts = countFindings(findings)
  if (json) {
    terminal.write(`${JSON.stringify({ digest, contents, findings, counts }, null, 2)}\n`)
    return
  }
  const { formatFindings } = await import('../../core/report.ts')
  const { describeContents } = await import('../../core/inspection.ts')
  const { paint } = terminal
  if (findings.length > 0) terminal.write(`${formatFindings(findings, sourceOf, paint)}\n`)
  if (digest) terminal.write(`  digest ${digest}\n`)
  if (contents) terminal.write(`${describeContents(contents, paint).join('\n')}\n`)
  const found = `${counts.error} errors, ${counts.warning} warnings, ${counts.info} notes`
  terminal.write(`${target}: ${findings.length === 0 ? 'no findings' : found}\n`)
}
