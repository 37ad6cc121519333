import { textAt } from '../document.ts'
import { readOciRef } from '../oci-ref.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const registry: Rule = {
  id: 'registry',
  group: 'References',
  severity: 'error',
  title: 'The registry is one that the policy allows.',
  why: 'The gate and the nightly checks connect to the registry; the list in policy.yaml keeps strangers from choosing where to.',
  *entry(entry, policy) {
    const host = readOciRef(textAt(entry, 'ociRef'))?.host
    if (!host || policy.registries.some((allowed) => allowed.host === host)) return
    const allowed = policy.registries.map((one) => one.host).join(', ')
    yield {
      message: `the registry ${quote(host)} is not allowed; allowed are ${allowed}`,
      fix: 'Publish to one of these, or ask the maintainers to add the registry to policy.yaml.',
      at: { path: ['ociRef'] },
    }
  },
}
