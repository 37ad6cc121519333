import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const signingIssuer: Rule = {
  id: 'signing-issuer',
  group: 'References',
  severity: 'error',
  title: 'The OIDC issuer is one that the policy allows, spelled exactly.',
  why: 'A signature says that this issuer vouched for the identity. Only issuers whose identities name a workflow can be relied on.',
  *entry(entry, policy) {
    const issuer = textAt(entry, 'signing', 'issuer')
    if (issuer === null || policy.issuers.includes(issuer)) return
    yield {
      message: `the issuer ${quote(issuer)} is not allowed; allowed are ${policy.issuers.join(', ')}`,
      fix: policy.issuers.includes(issuer.replace(/\/$/, ''))
        ? 'Remove the slash at the end.'
        : 'Sign in a workflow of one of these.',
      at: { path: ['signing', 'issuer'] },
    }
  },
}
