import type { OciRef } from '../src/core/oci-ref.ts'
import type { Policy } from '../src/core/schemas/policy.ts'
import { readCredentials } from '../src/io/registry/docker-credentials.ts'
import { openRepository, type Repository } from '../src/io/registry/oci-registry.ts'
import { parseInsecure } from '../src/io/registry/user-registry.ts'

/** Registries that are asked in plain HTTP, by the name that references use, with their address. */
export type InsecureRegistries = ReturnType<typeof parseInsecure>

export { parseInsecure }

/** Opens a repository by the policy's registries, with the user's login or as anybody would. */
export function openByPolicy(
  { host, path }: Pick<OciRef, 'host'> & { path: string },
  policy: Policy,
  insecure: InsecureRegistries,
  login: 'user' | 'anonymous' = 'user',
): Repository {
  return openRepository(insecure.get(host) ?? host, path, {
    allowedHosts: policy.registries,
    insecureHosts: new Set(insecure.values()),
    credentials: login === 'user' ? (registry) => readCredentials(registry) : null,
  })
}
