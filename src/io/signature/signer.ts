import { quote } from '../../core/printable.ts'
import type { Signature } from '../../core/schemas/release.ts'
import { GITHUB_ISSUER, parseWorkflowIdentity } from '../../core/signing-identity.ts'
import type { Leaf } from './certificate.ts'
import { Refusal } from './refusal.ts'

/** Who must have signed. */
export interface ExpectedSigner {
  /** The exact subject, with `{version}` replaced. */
  identity: string
  issuer: string
  /** The ids recorded with an earlier release, if there is one. */
  known?: { repositoryId: string; ownerId: string } | null | undefined
}

/** `pull_request` and its like run what strangers wrote. */
const TRIGGERS = ['push', 'release', 'workflow_dispatch', 'schedule']

const OTHER_SIGNER =
  'Sign with the workflow that the entry names, or change signing in the entry, which people review.'

/**
 * Demands that a verified certificate is the expected signer's, and reads what it says of the source.
 *
 * @throws Refusal where it is another's
 */
export function checkSigner(
  leaf: Leaf,
  expected: ExpectedSigner,
): Pick<Signature, 'identity' | 'issuer' | 'repository' | 'trigger'> {
  const identity = checkIdentity(leaf, expected.identity)
  const issuer = checkIssuer(leaf, expected.issuer)
  const repository = readRepository(leaf)
  if (issuer === GITHUB_ISSUER) checkGitHub(identity, leaf)
  checkKnown(repository, expected.known)
  return { identity, issuer, repository, trigger: leaf.trigger }
}

/** Compared character by character: a pattern that is a little too wide lets a stranger sign. */
function checkIdentity(leaf: Leaf, expected: string): string {
  const [found = ''] = leaf.subjects
  const isPlain = /^[\x21-\x7e]+$/.test(found) && !/[{}]/.test(found)
  if (isPlain && found === expected) return found
  throw new Refusal(
    'signature-identity',
    `expected the signer ${quote(expected, 300)}, found ${quote(found, 300)}`,
    OTHER_SIGNER,
  )
}

function checkIssuer(leaf: Leaf, expected: string): string {
  if (leaf.issuer === expected) return expected
  throw new Refusal(
    'signature-issuer',
    `expected the issuer ${quote(expected, 200)}, found ${quoteOrNone(leaf.issuer, 200)}`,
    OTHER_SIGNER,
  )
}

function readRepository(leaf: Leaf): Signature['repository'] {
  const { repositoryUri: uri, repositoryId: id, ownerId } = leaf
  return uri !== null && id !== null && ownerId !== null ? { uri, id, ownerId } : null
}

/**
 * GitHub's subject names the workflow; of a reusable one, that is not the repository that called
 * it, so the source repository must be the subject's.
 */
function checkGitHub(identity: string, leaf: Leaf): void {
  const workflow = parseWorkflowIdentity(identity)
  const expected = workflow && `https://github.com/${workflow.repository}`
  if (!workflow || leaf.repositoryUri !== expected) {
    throw new Refusal(
      'signature-source',
      `expected the source repository ${quote(expected ?? 'of a workflow', 200)}, found ${quoteOrNone(leaf.repositoryUri, 200)}`,
      'Sign in a workflow of the repository itself: of a reusable workflow elsewhere, the subject does not say who called it.',
    )
  }
  checkRef(workflow.ref, leaf.repositoryRef)
  if (!isNumeric(leaf.repositoryId) || !isNumeric(leaf.ownerId)) {
    throw new Refusal(
      'signature-source',
      `expected numeric ids of repository and owner, found ${quoteOrNone(leaf.repositoryId)} and ${quoteOrNone(leaf.ownerId)}`,
      'Sign with a current Sigstore: its certificates hold these ids.',
    )
  }
  if (leaf.trigger === null || !TRIGGERS.includes(leaf.trigger)) {
    throw new Refusal(
      'signature-trigger',
      `expected a workflow started by ${TRIGGERS.join(', ')}; found ${quoteOrNone(leaf.trigger)}`,
      'Sign in a workflow that runs on a push, a release, a schedule or by hand.',
    )
  }
}

/**
 * A workflow that can be called keeps its own branch in the subject, whatever branch its caller
 * builds: else whoever may push some branch could release it under the identity of the main one.
 * Tags are releases, and who may make them may release.
 */
function checkRef(workflowRef: string, sourceRef: string | null): void {
  if (sourceRef === null || sourceRef === workflowRef || sourceRef.startsWith('refs/tags/')) return
  throw new Refusal(
    'signature-source',
    `expected a build of ${quote(workflowRef, 200)} or of a tag, found one of ${quote(sourceRef, 200)}`,
    'Build releases from the branch that the identity names, or from a tag.',
  )
}

function isNumeric(id: string | null): boolean {
  return id !== null && /^\d+$/.test(id)
}

function quoteOrNone(text: string | null, limit?: number): string {
  return text === null ? 'none' : quote(text, limit)
}

/** A repository that was deleted and made anew under its old name has other ids. */
function checkKnown(repository: Signature['repository'], known: ExpectedSigner['known']): void {
  if (!known) return
  if (repository?.id === known.repositoryId && repository.ownerId === known.ownerId) return
  const found = repository
    ? `repository ${quote(repository.id)} of owner ${quote(repository.ownerId)}`
    : 'none'
  throw new Refusal(
    'signature-source',
    `expected repository ${quote(known.repositoryId)} of owner ${quote(known.ownerId)}, as recorded with an earlier release, found ${found}`,
    'The repository or its owner is another one under the same name; ask the maintainers to review the entry.',
  )
}
