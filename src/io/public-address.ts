import { type LookupAddress, type LookupOptions, lookup as resolve } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { buildConnector } from 'undici'

/** IPv4 ranges that no public registry has: IANA's special-purpose registry and Azure's host. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** The only part of IPv6 that is handed out: what embeds an IPv4 address lies mostly outside. */
const GLOBAL_IPV6 = ['2000::/3']

/** Inside it: Teredo and other protocol assignments, documentation, 6to4. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const special4 = blockList(SPECIAL_IPV4, 'ipv4')
const global6 = blockList(GLOBAL_IPV6, 'ipv6')
const special6 = blockList(SPECIAL_IPV6, 'ipv6')

/** A host that leads to this machine, its network or its cloud's metadata. */
export class PrivateAddress extends Error {
  constructor(host: string, address: string) {
    const what = host === address ? address : `${host} (${address})`
    super(`${what} is not an address of the public internet`)
  }
}

/**
 * Whether an IP address is one of the public internet. Addresses that translate to IPv4 (mapped,
 * NAT64, 6to4, Teredo) are not, whatever they embed: a registry has a plain one.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special4.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/**
 * Resolves a name as `dns.lookup` does, and fails where any of its addresses is not public. Given
 * to the socket itself, so that the address that was checked is the address that is called.
 *
 * @param exempt hosts that may resolve to any address
 */
export function publicLookup(exempt: ReadonlySet<string> = new Set()) {
  return (host: string, options: LookupOptions, callback: LookupCallback): void => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const [first] = addresses
      const bad = addresses.find(({ address }) => !isPublicAddress(address))
      if (bad && !exempt.has(host)) return callback(new PrivateAddress(host, bad.address), [])
      if (options.all) return callback(null, addresses)
      callback(null, first?.address ?? '', first?.family)
    })
  }
}

/**
 * A connector for undici's Agent that calls public addresses alone. A host that is an address
 * never reaches a socket's `lookup`, so it is checked here.
 *
 * @param exempt `host` or `host:port` that may have any address
 */
export function publicConnector(
  exempt: ReadonlySet<string>,
  timeout: number,
): buildConnector.connector {
  const guarded = buildConnector({ lookup: publicLookup(), timeout, allowH2: false })
  const anywhere = buildConnector({ timeout, allowH2: false })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    const port = options.port || (options.protocol === 'https:' ? '443' : '80')
    if (exempt.has(options.hostname) || exempt.has(`${options.hostname}:${port}`))
      return anywhere(options, callback)
    if (isIP(host) && !isPublicAddress(host)) return callback(new PrivateAddress(host, host), null)
    guarded(options, callback)
  }
}

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits] = range.split('/')
    list.addSubnet(network, Number(bits), family)
  }
  return list
}
