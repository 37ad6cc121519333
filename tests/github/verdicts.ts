import { compareContents } from '../../src/core/compare-releases.ts'
import { type Verdict, VerdictSchema } from '../../src/core/gate/verdict.ts'
import type { Contents } from '../../src/core/schemas/release.ts'

export const SITE = 'https://index.example/'

const HEAD = 'a'.repeat(40)
const BASE = 'b'.repeat(40)
const OCI = 'oci://registry.example/acme/hello'
export const DIGEST = `sha256:${'d'.repeat(64)}`

function contents(components: { name: string; privileged: boolean }[]): Contents {
  return {
    packageSources: [
      {
        name: 'acme.hello',
        path: '/',
        variants: [
          {
            name: 'default',
            dependsOn: [],
            libraries: [],
            components: components.map(({ name, privileged }) => ({
              name,
              path: `apps/${name}`,
              namespace: `cozy-${name}`,
              privileged,
              dependsOn: [],
              libraries: [],
              valuesFiles: [],
              install: null,
              chart: null,
            })),
          },
        ],
      },
    ],
    applications: [],
    kinds: ['ConfigMap'],
    hasTemplatedKinds: false,
    readme: null,
    fileCount: 3,
    unpackedSize: 100,
  }
}

const decision = { row: 'version-up', lane: 'auto', reason: 'Only the version goes up' } as const

/** A bump that merges by itself; `over` is what differs. */
export function verdict(over: Partial<Verdict> = {}): Verdict {
  const before = contents([{ name: 'hello', privileged: false }])
  return VerdictSchema.parse({
    lane: 'auto',
    decisions: [],
    changes: [
      {
        file: 'index/packages/acme.hello.yaml',
        kind: 'modified',
        from: null,
        fields: ['version'],
        lane: 'auto',
        reason: decision.reason,
        decisions: [decision],
      },
    ],
    unlisted: 0,
    findings: [],
    skipped: [],
    packages: [
      {
        name: 'acme.hello',
        file: 'index/packages/acme.hello.yaml',
        before: 'v1.0.0',
        after: 'v1.1.0',
        nearNames: [],
        artifact: {
          ociRef: OCI,
          version: 'v1.1.0',
          digest: DIGEST,
          signedBy: 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main',
          highest: 'v1.1.0',
          comparedWith: 'v1.0.0',
          comparison: compareContents(before, before),
          contents: null,
        },
      },
    ],
    author: '5001',
    base: BASE,
    head: HEAD,
    mergeBase: BASE,
    ...over,
  })
}

/** A bump whose footprint grows. */
export function reviewVerdict(): Verdict {
  const plain = verdict()
  const before = contents([{ name: 'hello', privileged: false }])
  const after = contents([
    { name: 'hello', privileged: true },
    { name: 'agent', privileged: false },
  ])
  const grown = {
    row: 'footprint',
    lane: 'review',
    reason: 'It asks for more than before',
  } as const
  const [one] = plain.packages
  const [change] = plain.changes
  if (!one?.artifact || !change) throw new Error('the plain verdict lacks its package')
  return verdict({
    lane: 'review',
    changes: [{ ...change, lane: 'review', reason: grown.reason, decisions: [grown, decision] }],
    packages: [
      { ...one, artifact: { ...one.artifact, comparison: compareContents(before, after) } },
    ],
    findings: [
      {
        rule: 'privileged',
        severity: 'warning',
        file: 'index/packages/acme.hello.yaml',
        line: null,
        column: null,
        message: 'hello is privileged',
        fix: null,
      },
    ],
  })
}

/** A refused one, whose every text is a stranger's. */
export function refusedVerdict(text: string): Verdict {
  const decisions = [{ row: 'foreign', lane: 'refused', reason: `${text} has no place` } as const]
  const reason = decisions[0]?.reason ?? ''
  return verdict({
    lane: 'refused',
    decisions: [{ row: 'too-many', lane: 'refused', reason: text }],
    changes: [
      {
        file: text,
        kind: 'foreign',
        from: text,
        fields: [text],
        lane: 'refused',
        reason,
        decisions,
      },
    ],
    findings: [
      {
        rule: text,
        severity: 'error',
        file: text,
        line: 3,
        column: 1,
        message: `found ${text}`,
        fix: `remove ${text}`,
      },
    ],
    skipped: [{ check: 'artifact', file: text, why: text }],
    packages: [
      { name: text, file: text, before: text, after: text, nearNames: [text], artifact: null },
    ],
  })
}
