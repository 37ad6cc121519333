import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { GITHUB_ISSUER } from '../signing-identity.ts'

/** The subject of a GitHub Actions certificate: workflow file and git reference. */
const GITHUB_IDENTITY =
  /^https:\/\/github\.com\/[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9._-]+\/\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml@refs\/(heads|tags)\/[A-Za-z0-9._/{}-]+$/

export const signingIdentity: Rule = {
  id: 'signing-identity',
  group: 'References',
  severity: 'error',
  title: 'The signing identity is one exact workflow.',
  why: 'The identity in the certificate is compared character by character, never as a pattern: a pattern that is a little too wide lets a stranger sign. {version} may stand once, directly after @refs/tags/ or @refs/tags/v at the end, for workflows that run on tags.',
  *entry(entry) {
    const identity = textAt(entry, 'signing', 'identity')
    if (identity === null) return
    const problem = identityProblem(identity, textAt(entry, 'signing', 'issuer'))
    if (!problem) return
    yield {
      message: `${problem}: ${quote(identity, 200)}`,
      fix: 'Copy the identity from the certificate: https://github.com/ORG/REPO/.github/workflows/FILE.yaml@refs/heads/main.',
      at: { path: ['signing', 'identity'] },
    }
  },
}

function identityProblem(identity: string, issuer: string | null): string | null {
  if (/[^\x21-\x7e]/.test(identity)) return 'expected printable ASCII without spaces'
  const plain = identity.replace(/(@refs\/tags\/v?)\{version\}$/, '$1')
  if (/[{}]/.test(plain))
    return '{version} may stand once, at the end, right after @refs/tags/ or @refs/tags/v'
  if (/[*^$()[\]|\\?]/.test(identity))
    return 'expected an exact identity, found characters of a pattern'
  if (issuer === GITHUB_ISSUER && !GITHUB_IDENTITY.test(identity)) {
    return 'expected a GitHub Actions workflow on a branch or tag'
  }
  return null
}
