import { othersThan, sharedClaims } from '../claims.ts'
import { textAt } from '../document.ts'
import type { Rule } from '../rule.ts'

export const ociRefDuplicate: Rule = {
  id: 'oci-ref-duplicate',
  group: 'Identity',
  severity: 'error',
  title: 'A repository is listed once.',
  why: 'Two names for one artifact would compete for the same tap on a cluster, and each would be reviewed without the other.',
  *index(index) {
    const shared = sharedClaims(index.entries.values(), (entry) => {
      const text = textAt(entry, 'ociRef')
      return text ? [text.toLowerCase().replace(/\/+$/, '')] : []
    })
    for (const [, claimants] of shared) {
      for (const document of claimants) {
        yield {
          document,
          message: `the same ociRef is listed by ${othersThan(document, claimants)}`,
          fix: 'List a repository under one name.',
          at: { path: ['ociRef'] },
        }
      }
    }
  },
}
