import type { OciRef } from '../src/core/oci-ref.ts'
import type { Policy } from '../src/core/schemas/policy.ts'
import { readCredentials } from '../src/io/docker-credentials.ts'
import { openRepository, type Repository } from '../src/io/oci-registry.ts'
import { CannotRun } from './run.ts'

/** Registries that are asked in plain HTTP, by the name that references use, with their address. */
export type InsecureRegistries = ReadonlyMap<string, string>

/**
 * Reads `--insecure-registry HOST[:PORT]` and `NAME=HOST[:PORT]`; the second asks HOST wherever a
 * reference says NAME, for entries that cannot name a port.
 */
export function parseInsecure(flags: readonly string[]): InsecureRegistries {
  return new Map(
    flags.map((flag) => {
      const [name = '', address = name, ...rest] = flag.split('=')
      if (!/^[^=/]+$/.test(name) || !/^[^=/]+$/.test(address) || rest.length > 0) {
        throw new CannotRun(`--insecure-registry is ${flag}, expected HOST[:PORT]`)
      }
      return [name, address]
    }),
  )
}

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
