import {
  type ClusterState,
  OCI_REPOSITORY,
  OciRepositorySchema,
  PACKAGE,
  PACKAGE_SOURCE,
  PackageSchema,
  PackageSourceSchema,
} from '../../core/cluster/objects.ts'
import type { KubernetesCluster } from './kubernetes.ts'

/** Reads all that plans are made from. */
export async function readClusterState(cluster: KubernetesCluster): Promise<ClusterState> {
  const sources = cluster.list(PACKAGE_SOURCE, PackageSourceSchema)
  const packages = cluster.list(PACKAGE, PackageSchema)
  const repositories = cluster.list(OCI_REPOSITORY, OciRepositorySchema)
  // Awaited in order, so that of several failures the same one is always told.
  await Promise.allSettled([sources, packages, repositories])
  return {
    packageSources: await sources,
    packages: await packages,
    ociRepositories: await repositories,
  }
}
