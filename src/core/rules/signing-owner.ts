import { textAt } from '../document.ts'
import { readOciRef } from '../oci-ref.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const signingOwner: Rule = {
  id: 'signing-owner',
  group: 'References',
  severity: 'warning',
  title: 'Who signs is who publishes.',
  why: 'A signature by another organisation than the one that holds the repository can be meant, but deserves a look.',
  *entry(entry) {
    const publisher = readOciRef(textAt(entry, 'ociRef'))?.path[0]
    const identity = textAt(entry, 'signing', 'identity') ?? ''
    const signer = /^https:\/\/[^/]+\/([^/]+)\//.exec(identity)?.[1]
    if (!publisher || !signer || publisher.toLowerCase() === signer.toLowerCase()) return
    yield {
      message: `${quote(publisher)} holds the repository, but ${quote(signer)} signs`,
      fix: 'Sign in a workflow of the organisation that holds the repository, unless this is meant.',
      at: { path: ['signing', 'identity'] },
    }
  },
}
