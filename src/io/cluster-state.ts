import {
  type ClusterState,
  OCI_REPOSITORY,
  OciRepositorySchema,
  PACKAGE,
  PACKAGE_SOURCE,
  PackageSchema,
  PackageSourceSchema,
} from '../core/cluster/objects.ts'
import type { KubernetesCluster } from './kubernetes.ts'

/** Reads all that plans are made from. */
export async function readClusterState(cluster: KubernetesCluster): Promise<ClusterState> {
  const [packageSources, packages, ociRepositories] = await Promise.all([
    cluster.list(PACKAGE_SOURCE, PackageSourceSchema),
    cluster.list(PACKAGE, PackageSchema),
    cluster.list(OCI_REPOSITORY, OciRepositorySchema),
  ])
  return { packageSources, packages, ociRepositories }
}
