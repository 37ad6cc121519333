/** Names that never reach a public host: RFC 6761, RFC 6762, RFC 8375 and common private zones. */
const LOCAL_ZONES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|test|invalid|onion|home\.arpa)$/

const HOST_NAME = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

/** Says what keeps a host from being a public name, or null. Addresses are no names. */
export function hostProblem(host: string): string | null {
  if (/^[0-9.]+$/.test(host) || /^0x/i.test(host) || host.startsWith('[') || host.includes(':')) {
    return 'an IP address'
  }
  if (LOCAL_ZONES.test(host.toLowerCase())) return 'a local name'
  if (!host.includes('.')) return 'a name without a domain'
  return HOST_NAME.test(host) ? null : 'not a lower-case host name'
}

/** Says what keeps a text from being an https address on a public host, or null. */
export function urlProblem(text: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]
  if (!text.startsWith('https://')) return scheme ? `the scheme ${scheme}:` : 'no https:// in front'
  if (/[^\x21-\x7e]/.test(text)) return 'a space or a character outside ASCII'
  if (/[\\"<>^`{|}]/.test(text)) return 'a character that no URL holds'
  const authority = /^https:\/\/([^/?#]*)/.exec(text)?.[1] ?? ''
  if (authority.includes('@')) return 'a user name or password'
  const [host = '', port] = authority.split(/:(?=\d*$)/)
  if (port !== undefined) return 'a port'
  const problem = hostProblem(host)
  if (problem) return problem
  return URL.canParse(text) ? null : 'not a URL'
}
