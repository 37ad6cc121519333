import type { FieldFinding } from '../../../core/check-submission.ts'
import type { Finding } from '../../../core/finding.ts'
import type { EntryFields } from '../../../core/read-submitted.ts'
import type { WorkflowIdentity } from '../../../core/signing-identity.ts'
import type { Submission } from '../../../core/write-submission.ts'

/** What the page asks of the worker that runs the engine. */
export type Question =
  | { kind: 'check'; submission: Submission; schema: string }
  | { kind: 'read'; bytes: Uint8Array; fileName: string | null }
  | { kind: 'find'; name: string }

export interface CheckAnswer {
  findings: FieldFinding[]
  /** Whether the index has an entry of this name. */
  isListed: boolean
  /** The identity with the version in place, and what it names where it is a GitHub workflow. */
  certificate: string
  workflow: WorkflowIdentity | null
  /** The commands that do what cannot be done here. */
  commands: string
}

export interface ReadAnswer {
  findings: Finding[]
  fields: EntryFields | null
}

export interface FindAnswer {
  isListed: boolean
  /** Whether the name has a tombstone. */
  isGone: boolean
}

interface Answers {
  check: CheckAnswer
  read: ReadAnswer
  find: FindAnswer
}

export type Answer<Q extends Question> = Answers[Q['kind']]

/** A question on its way, and the address of what the published index says. */
export interface Message {
  id: number
  context: string
  question: Question
}

export type Reply = { id: number } & ({ answer: Answer<Question> } | { failure: string })
