import { textAt } from '../document.ts'
import { foldName } from '../names.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { ALWAYS_RESERVED_PREFIXES, type Policy } from '../schemas/policy.ts'

export const nameReserved: Rule = {
  id: 'name-reserved',
  group: 'Identity',
  severity: 'error',
  title: 'Reserved names stay free.',
  why: 'cozystack. and community. are refused by upstream’s validation, a name from the core tap would pass for an official package, and some names cannot be files on every system.',
  *entry(entry, policy) {
    const text = textAt(entry, 'name')
    const reason = text ? reservation(text, policy) : null
    if (!text || !reason) return
    yield {
      message: `the name ${quote(text)} ${reason}`,
      fix: 'Choose another name.',
      at: { path: ['name'] },
    }
  },
}

/** Names that Windows takes for devices, with any extension, so that no clone could hold the file. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/

function reservation(text: string, policy: Policy): string | null {
  const prefixes = [...ALWAYS_RESERVED_PREFIXES, ...policy.reserved.prefixes]
  const folded = foldName(text)
  const prefix = prefixes.find((candidate) => folded.startsWith(foldName(candidate)))
  if (prefix) return `begins with the reserved prefix ${prefix}, or looks like it`
  const reserved = policy.reserved.names.find((name) => foldName(name) === folded)
  if (reserved) return `is reserved, or looks like ${reserved}`
  if (policy.core?.packageSources.includes(text)) return 'belongs to the core tap'
  if (DEVICE.test(text)) return 'is a device on Windows'
  return null
}
