import { sharedClaims } from '../claims.ts'
import type { Rule } from '../rule.ts'

export const releaseDigest: Rule = {
  id: 'release-digest',
  group: 'Records',
  severity: 'error',
  title: 'A digest is recorded once in the whole index.',
  why: 'One artifact under two versions or two names means that a tag was moved, or that somebody lists another’s work.',
  *index(index) {
    const releases = [...index.releases.values()].flat()
    const shared = sharedClaims(releases, ({ value }) => (value ? [value.digest] : []))
    for (const [digest, claimants] of shared) {
      for (const document of claimants) {
        const others = claimants.filter((one) => one !== document).map((one) => one.path)
        yield {
          document,
          message: `the digest ${digest.slice(0, 19)}… is also recorded in ${others.join(', ')}`,
          fix: 'Keep the record that was made first; publish a new version for the other.',
        }
      }
    }
  },
}
