import { BlockList, isIP, isIPv6 } from 'node:net'

/** The proxy that the environment names for an address, by the rules of Go, which kubectl follows. */
export function proxyFor(
  { protocol, hostname, port }: URL,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const proxy = env[name] || env[name.toUpperCase()]
  const host = hostname.replace(/^\[|\]$/g, '')
  if (!proxy || host === 'localhost' || isIn(host, '127.0.0.0/8') || host === '::1') return null
  const exceptions = (env['no_proxy'] || env['NO_PROXY'] || '').split(',').map((one) => one.trim())
  const isExcepted = exceptions.some((exception) => matches(host, port, exception))
  if (isExcepted) return null
  return proxy.includes('://') ? proxy : `http://${proxy}`
}

function matches(host: string, port: string, exception: string): boolean {
  if (exception === '') return false
  if (exception === '*') return true
  if (exception.includes('/')) return isIn(host, exception)
  const [, name = '', onlyPort] = /^(.+?)(?::(\d+))?$/.exec(exception) ?? []
  if (onlyPort && onlyPort !== (port || '443')) return false
  const domain = name.replace(/^\*?\./, '').toLowerCase()
  return host === domain || (!isIP(host) && host.endsWith(`.${domain}`))
}

function isIn(host: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/')
  if (!isIP(host) || !isIP(network) || isIPv6(host) !== isIPv6(network)) return false
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (isIPv6(network) ? 128 : 32)) return false
  const list = new BlockList()
  const family = isIPv6(host) ? 'ipv6' : 'ipv4'
  list.addSubnet(network, Number(bits), family)
  return list.check(host, family)
}
