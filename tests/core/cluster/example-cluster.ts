import {
  type ClusterState,
  OciRepositorySchema,
  PackageSchema,
  PackageSourceSchema,
} from '../../../src/core/cluster/objects.ts'

const LABELS = { 'apps.cozystack.io/marketplace-tap': 'true' }

export interface ExampleVariant {
  name?: string
  dependsOn?: string[]
  privileged?: string[]
}

/** A PackageSource; of a tap where one is named. */
export function source(name: string, variants: ExampleVariant[] = [{}], tap: string | null = null) {
  return PackageSourceSchema.parse({
    apiVersion: 'cozystack.io/v1alpha1',
    kind: 'PackageSource',
    metadata: {
      name,
      ...(tap ? { labels: LABELS, annotations: { 'apps.cozystack.io/tap-source': tap } } : {}),
    },
    spec: {
      ...(tap ? { sourceRef: { kind: 'OCIRepository', name: tap, namespace: 'cozy-system' } } : {}),
      variants: variants.map(({ name: variant = 'default', dependsOn = [], privileged = [] }) => ({
        name: variant,
        dependsOn,
        components: privileged.map((component) => ({
          name: component,
          path: component,
          install: { privileged: true },
        })),
      })),
    },
  })
}

/** A Package that somebody added. */
export function installed(name: string, spec: object = {}, metadata: object = {}) {
  const apiVersion = 'cozystack.io/v1alpha1'
  return PackageSchema.parse({ apiVersion, kind: 'Package', metadata: { name, ...metadata }, spec })
}

/** A Package as the platform makes it for a tap. */
export function registered(name: string, tap: string) {
  const annotations = { 'apps.cozystack.io/tap-source': tap }
  return installed(name, {}, { labels: LABELS, annotations, uid: '1', resourceVersion: '2' })
}

/** The Flux source of a tap. */
export function repository(name: string, url: string, more: object = {}) {
  return OciRepositorySchema.parse({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name, labels: LABELS },
    spec: { url, ref: { tag: 'v1.0.0' } },
    ...more,
  })
}

/** A cluster that has nothing but what is named. */
export function cluster(parts: Partial<ClusterState> = {}): ClusterState {
  return { packageSources: [], packages: [], ociRepositories: [], ...parts }
}
