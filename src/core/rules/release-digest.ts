import { sharedClaims } from '../claims.ts'
import { currentName } from '../current-name.ts'
import type { ReleaseDocument } from '../document.ts'
import type { Rule } from '../rule.ts'

export const releaseDigest: Rule = {
  id: 'release-digest',
  group: 'Records',
  severity: 'error',
  title: 'A digest is recorded once in the whole index.',
  why: 'One artifact under two versions or two names means that a tag was moved, or that somebody lists another’s work. A renamed package has its releases under both names.',
  *index(index) {
    const releases = [...index.releases.values()].flat()
    const shared = sharedClaims(releases, ({ value }) => (value ? [value.digest] : []))
    const releaseOf = ({ name, version }: ReleaseDocument) =>
      `${currentName(name, index.lifecycle)} ${version}`
    for (const [digest, claimants] of shared) {
      for (const document of claimants) {
        const others = claimants
          .filter((one) => releaseOf(one) !== releaseOf(document))
          .map((one) => one.path)
        if (others.length === 0) continue
        yield {
          document,
          message: `the digest ${digest.slice(0, 19)}… is also recorded in ${others.join(', ')}`,
          fix: 'Keep the record that was made first; publish a new version for the other.',
        }
      }
    }
  },
}
