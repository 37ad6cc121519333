import { dump } from 'js-yaml'
import {
  type Manifest,
  NAMESPACE,
  OCI_REPOSITORY,
  PACKAGE_SOURCE,
  TAP_LABEL,
  TAP_NAME,
  TAP_SOURCE,
} from './cluster/objects.ts'
import { isRecordOf } from './package-state.ts'
import type { Package } from './schemas/catalog.ts'
import type { Contents } from './schemas/release.ts'
import { fluxVerify } from './signing-identity.ts'

const LABELS = { [TAP_LABEL]: 'true' }

type PackageSource = Contents['packageSources'][number]
type Component = PackageSource['variants'][number]['components'][number]

/**
 * The manifests that a tap of a recorded release creates, as YAML for `kubectl apply`: the Flux
 * source, pinned to the digest and to the signer, and the PackageSources. Names, label, annotations
 * and interval are those of upstream's client.
 *
 * @returns null where the listed release has no record, or must not be offered
 */
export function tapManifest(entry: Package): string | null {
  const release = entry.releases.find((one) => isRecordOf(one, entry))
  if (!release || entry.state === 'frozen' || entry.state === 'yanked') return null
  const { version: tag, digest, signature } = release
  const source = { name: entry.tapSource, url: entry.ociRef, tag, digest, secret: null }
  const repository = ociRepository(source)
  const verify = verification(signature.identity, signature.issuer)
  return manifestsToYaml([
    { ...repository, spec: { ...repository.spec, verify } },
    ...release.contents.packageSources.map((one) => packageSource(entry.tapSource, one)),
  ])
}

/** What a Flux source is made of. */
export interface TapSource {
  name: string
  /** Without tag or digest. */
  url: string
  tag: string
  /** Pins the source to these bytes; null where it follows the tag. */
  digest: string | null
  /** A Secret of the cluster that lets Flux pull; null where everybody may. */
  secret: string | null
}

/** The Flux source of a tap. */
export function ociRepository({ name, url, tag, digest, secret }: TapSource): Manifest {
  const { apiVersion, kind } = OCI_REPOSITORY
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: NAMESPACE, labels: LABELS, annotations: { [TAP_NAME]: name } },
    spec: {
      interval: '5m',
      url,
      ref: { tag, ...(digest === null ? {} : { digest }) },
      ...(secret === null ? {} : { secretRef: { name: secret } }),
    },
  }
}

/** `spec.verify` of a Flux source: exactly this signer. */
export function verification(identity: string, issuer: string): object {
  return { provider: 'cosign', matchOIDCIdentity: [fluxVerify(identity, issuer)] }
}

/** A PackageSource of an artifact, as a tap registers it. */
export function packageSource(
  tapSource: string,
  { name, path, variants }: PackageSource,
): Manifest {
  const { apiVersion, kind } = PACKAGE_SOURCE
  return {
    apiVersion,
    kind,
    metadata: { name, labels: LABELS, annotations: { [TAP_SOURCE]: tapSource } },
    spec: {
      sourceRef: { kind: OCI_REPOSITORY.kind, name: tapSource, namespace: NAMESPACE, path },
      variants: variants.map(({ name: variant, dependsOn, libraries, components }) => ({
        name: variant,
        ...(dependsOn.length > 0 ? { dependsOn } : {}),
        ...(libraries.length > 0 ? { libraries } : {}),
        components: components.map(toComponent),
      })),
    },
  }
}

function toComponent({ name, path, libraries, valuesFiles, install }: Component): object {
  return {
    name,
    path,
    ...(libraries.length > 0 ? { libraries } : {}),
    ...(valuesFiles.length > 0 ? { valuesFiles } : {}),
    ...(install === null ? {} : { install }),
  }
}

/** Every string in quotes: kubectl reads YAML 1.1, where no and 1.10 are something else. */
export function manifestsToYaml(manifests: readonly object[]): string {
  const options = { forceQuotes: true, quoteStyle: 'double', lineWidth: -1, noRefs: true } as const
  return manifests.map((manifest) => `---\n${dump(manifest, options)}`).join('')
}
