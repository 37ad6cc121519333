import { readContents } from '../../src/core/contents/read-contents.ts'
import type { ArtifactEvidence } from '../../src/core/gate/artifact-evidence.ts'
import { PolicySchema } from '../../src/core/schemas/policy.ts'
import type { KnownOnBase } from '../../src/io/gather-evidence.ts'
import { exampleArtifact, SOURCE, validator } from '../core/contents/example-artifact.ts'
import { exampleRecord } from './example-index.ts'
import type { Files } from './fast-import.ts'

/** A release whose artifact is really read: what is found in it before a base, and its record. */
export function exampleRelease(
  name: string,
  version: string,
  { source = name, dependsOn = [] as readonly string[] } = {},
): { evidence(known: KnownOnBase): ArtifactEvidence; recorded: Files } {
  const blank = exampleRecord(name, version)
  const text = packageSource(source, dependsOn)
  const artifact = exampleArtifact({ [SOURCE]: text, 'system/hello-rd/cozyrds/hello.yaml': null })
  const policy = PolicySchema.parse({})
  const { contents } = readContents(artifact, { policy, validate: validator })
  const record = { ...blank, contents }
  return {
    evidence(known) {
      const { findings } = readContents(artifact, { validate: validator, ...known })
      return { digest: record.digest, record, findings, tags: [version] }
    },
    recorded: {
      [`index/releases/${name}/${version}.json`]: `${JSON.stringify(record, null, 2)}\n`,
    },
  }
}

function packageSource(name: string, dependsOn: readonly string[]): string {
  return `apiVersion: cozystack.io/v1alpha1
kind: PackageSource
metadata: { name: ${name} }
spec:
  sourceRef: { kind: OCIRepository, name: hello, namespace: cozy-system, path: / }
  variants:
    - name: default
      dependsOn: ${JSON.stringify(dependsOn)}
      components: [{ name: hello, path: apps/hello }]
`
}
