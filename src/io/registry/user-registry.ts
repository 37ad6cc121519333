import type { OciRef } from '../../core/oci-ref.ts'
import { readCredentials } from './docker-credentials.ts'
import { openRepository, type Repository } from './oci-registry.ts'

export interface UserRegistryOptions {
  /** `HOST[:PORT]`, or `NAME=HOST[:PORT]` to ask HOST wherever a reference says NAME. */
  insecure: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  /** Without the user's login, as everybody else pulls. */
  anonymous?: boolean
}

/**
 * Opens a repository that the user of this machine named: any registry, at any address, through the
 * proxy of the environment, with the login that docker stored.
 */
export function openForUser(
  { host, path }: Pick<OciRef, 'host'> & { path: string },
  { insecure, env, anonymous = false }: UserRegistryOptions,
): Repository {
  const addresses = parseInsecure(insecure)
  return openRepository(addresses.get(host) ?? host, path, {
    allowedHosts: 'any',
    insecureHosts: new Set(addresses.values()),
    credentials: anonymous ? null : (registry) => readCredentials(registry, { ...env }),
    proxies: true,
  })
}

/**
 * Registries that are asked in plain HTTP, by the name that references use, with their address:
 * reads `HOST[:PORT]` and `NAME=HOST[:PORT]`; the second is for entries, which cannot name a port.
 */
export function parseInsecure(flags: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    flags.map((flag) => {
      const [name = '', address = name, ...rest] = flag.split('=')
      if (!/^[^=/]+$/.test(name) || !/^[^=/]+$/.test(address) || rest.length > 0) {
        throw new Error(`--insecure-registry is ${flag}, expected HOST[:PORT]`)
      }
      return [name, address]
    }),
  )
}
