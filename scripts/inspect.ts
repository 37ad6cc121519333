import { existsSync } from 'node:fs'
import { countFindings } from '../src/core/finding.ts'
import type { Index } from '../src/core/index-model.ts'
import { formatInspection, type Inspection } from '../src/core/inspection.ts'
import { knownSources } from '../src/core/known-sources.ts'
import { parseReference } from '../src/core/oci-ref.ts'
import { PolicySchema } from '../src/core/schemas/policy.ts'
import { inspectArtifact } from '../src/io/inspect-artifact.ts'
import { createValidator } from '../src/io/manifest-schemas.ts'
import { loadTrustedRoot } from '../src/io/signature/trusted-root.ts'
import { DEFAULT_INDEX, loadIndex } from './load-index.ts'
import { momentOf } from './moment.ts'
import { openByPolicy, parseInsecure } from './registry-options.ts'
import { CannotRun, paint, run } from './run.ts'

const HELP = `Looks into an artifact: what it is, who signed it, what it would bring into a cluster.

  npm run inspect -- oci://ghcr.io/acme/hello:v1.2.0
  npm run inspect -- REF --identity I --issuer S    also whether this identity signed it
  npm run inspect -- REF --trusted-root FILE        by another root than Sigstore's public one
  npm run inspect -- REF --insecure-registry HOST[:PORT]
                                        plain HTTP, and no address rules, for that host only
  npm run inspect -- REF --helm-lint HELM           also helm lint on every chart, by this helm;
                                        it renders the templates
  npm run inspect -- REF --index DIR                by the policy of another index folder
  npm run -s inspect -- REF --json                  {"record":{...}|null,"findings":[...]}

Registries that need a login take it from the docker config.
Exit code: 0 no errors, 1 errors, 2 the registry could not be asked.
`

const options = {
  identity: { type: 'string' },
  issuer: { type: 'string' },
  'trusted-root': { type: 'string' },
  'insecure-registry': { type: 'string', multiple: true, default: [] as string[] },
  index: { type: 'string', default: DEFAULT_INDEX },
  now: { type: 'string' },
  'helm-lint': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

await run(
  HELP,
  options,
  async (flags, [text, ...more]) => {
    const ref = text && more.length === 0 ? parseReference(text) : null
    if (!text || !ref) {
      throw new CannotRun(
        `expected one reference such as oci://ghcr.io/acme/hello:v1.2.0, found ${text ? JSON.stringify([text, ...more].join(' ')) : 'none'}`,
      )
    }
    if ((flags.identity === undefined) !== (flags.issuer === undefined)) {
      throw new CannotRun('--identity and --issuer go together')
    }
    const index = existsSync(flags.index) ? loadIndex(flags.index).index : null
    const policy = index?.policy ?? PolicySchema.parse({})
    const ociRef = `oci://${ref.host}/${ref.path}`
    const { identity, issuer } = flags
    const result = await inspectArtifact(
      ref.tag,
      identity && issuer ? { identity, issuer } : null,
      {
        repository: openByPolicy(ref, policy, parseInsecure(flags['insecure-registry'])),
        ociRef,
        policy,
        ...(index ? { findSources: () => knownSources(index)(nameOf(ociRef, index)) } : {}),
        validate: createValidator(),
        trustedRoot: loadTrustedRoot(flags['trusted-root']),
        now: momentOf(flags.now),
        helm: flags['helm-lint'] ?? null,
      },
    )
    const inspection: Inspection = { record: result.record, findings: result.findings }
    process.stdout.write(
      flags.json
        ? `${JSON.stringify(inspection, null, 2)}\n`
        : formatInspection(inspection, text, paint),
    )
    return countFindings(inspection.findings).error > 0 ? 1 : 0
  },
  true,
)

/** The listed package whose repository it is, if there is one. */
function nameOf(ociRef: string, { entries }: Index): string | null {
  return [...entries.values()].find(({ value }) => value?.ociRef === ociRef)?.name ?? null
}
