import type { Document, EntryDocument, OverviewDocument } from './document.ts'
import type { Severity } from './finding.ts'
import type { IndexFile, Place } from './index-file.ts'
import type { Index } from './index-model.ts'
import type { Policy } from './schemas/policy.ts'
import type { Path } from './yaml/read-yaml.ts'

/** Where in a file a problem is: a path into its YAML, or an offset into its text. */
export type At = { path: Path; role?: 'key' | 'value' } | { offset: number }

export interface Problem {
  message: string
  fix?: string
  at?: At
}

export const RULE_GROUPS = [
  'Format',
  'Fields',
  'Text',
  'Identity',
  'References',
  'Records',
] as const

/**
 * One thing the index demands. The id is the name of the rule's file, test, fixture folder and
 * page. A rule implements the hooks it needs; the engine calls each with what it asks for.
 */
export interface Rule {
  id: string
  group: (typeof RULE_GROUPS)[number]
  severity: Severity
  /** The demand in one sentence. */
  title: string
  /** Why it is demanded and what happens otherwise, for the rule's page. */
  why: string
  /** Every path of the index folder; `place` is null where the layout has none for it. */
  file?(file: IndexFile, place: Place | null): Iterable<Problem>
  /** Every file that decodes as text. */
  document?(document: Document): Iterable<Problem>
  entry?(entry: EntryDocument, policy: Policy): Iterable<Problem>
  overview?(overview: OverviewDocument): Iterable<Problem>
  /** The index as a whole; a problem names its document, or null for the index folder itself. */
  index?(index: Index): Iterable<Problem & { document: Document }>
}
