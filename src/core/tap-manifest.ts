import { dump } from 'js-yaml'
import { isRecordOf } from './package-state.ts'
import type { Package } from './schemas/catalog.ts'
import type { Contents, Release } from './schemas/release.ts'
import { fluxVerify } from './signing-identity.ts'

const NAMESPACE = 'cozy-system'
const LABELS = { 'apps.cozystack.io/marketplace-tap': 'true' }

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
  const manifests = [
    ociRepository(entry, release),
    ...release.contents.packageSources.map((source) => packageSource(entry, source)),
  ]
  return manifests.map((manifest) => `---\n${toYaml(manifest)}`).join('')
}

function ociRepository(entry: Package, { version, digest, signature }: Release): object {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: {
      name: entry.tapSource,
      namespace: NAMESPACE,
      labels: LABELS,
      annotations: { 'apps.cozystack.io/tap-name': entry.tapSource },
    },
    spec: {
      interval: '5m',
      url: entry.ociRef,
      ref: { tag: version, digest },
      verify: {
        provider: 'cosign',
        matchOIDCIdentity: [fluxVerify(signature.identity, signature.issuer)],
      },
    },
  }
}

function packageSource({ tapSource }: Package, { name, path, variants }: PackageSource): object {
  return {
    apiVersion: 'cozystack.io/v1alpha1',
    kind: 'PackageSource',
    metadata: {
      name,
      labels: LABELS,
      annotations: { 'apps.cozystack.io/tap-source': tapSource },
    },
    spec: {
      sourceRef: { kind: 'OCIRepository', name: tapSource, namespace: NAMESPACE, path },
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
function toYaml(manifest: object): string {
  return dump(manifest, { forceQuotes: true, quoteStyle: 'double', lineWidth: -1, noRefs: true })
}
