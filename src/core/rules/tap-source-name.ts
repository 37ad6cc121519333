import { othersThan, sharedClaims } from '../claims.ts'
import { textAt } from '../document.ts'
import { readOciRef, tapSourceName } from '../oci-ref.ts'
import type { Rule } from '../rule.ts'

export const tapSourceNameRule: Rule = {
  id: 'tap-source-name',
  group: 'Identity',
  severity: 'error',
  title: 'No two repositories derive the same Flux source.',
  why: 'cozypkg names the OCIRepository after the last two segments of ociRef alone: a-b/c and a/b-c, or one org/repo on two hosts, become one name, and a cluster can tap only one of them.',
  *index(index) {
    const shared = sharedClaims(index.entries.values(), (entry) => {
      const ref = readOciRef(textAt(entry, 'ociRef'))
      return ref ? [tapSourceName(ref)] : []
    })
    for (const [source, claimants] of shared) {
      const refs = new Set(claimants.map((one) => textAt(one, 'ociRef')))
      if (refs.size === 1) continue
      for (const document of claimants) {
        yield {
          document,
          message: `a tap would create the Flux source ${source}, as one of ${othersThan(document, claimants)} does`,
          fix: 'Publish the artifact under a repository whose last two segments are its own.',
          at: { path: ['ociRef'] },
        }
      }
    }
  },
}
