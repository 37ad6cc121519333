import { checkIndex } from '../check-index.ts'
import { countFindings, type Finding, withoutPlace } from '../finding.ts'
import { type IndexFile, toIndexFile } from '../index-file.ts'
import type { Index } from '../index-model.ts'
import { brokenTrustFiles } from '../quarantine.ts'
import { Draft, type Edits } from './draft.ts'
import { demandUsage, type OptionValues, type Verb } from './verbs.ts'

/** An edit that was judged and not written yet. */
export interface PlannedEdit {
  /** Empty where the index says so already. */
  edits: Edits
  /** What its maintainer should know or do next. */
  notes: string[]
  /** Findings that the edit brings about; with an error among them it is not to be written. */
  findings: Finding[]
  /** The index as it would be. */
  after: Index
}

/**
 * Plans an edit of an index, and judges what would come of it by every rule. Errors that are there
 * before do not stop it: an emergency has to go through whatever else is broken.
 *
 * @param before the index as it is, with its findings
 * @throws Refusal where the edit makes no sense
 */
export function planEdit(
  verb: Verb,
  words: readonly string[],
  options: OptionValues,
  before: { index: Index; findings: readonly Finding[] },
): PlannedEdit {
  demandUsage(verb, words, options)
  const draft = new Draft(before.index)
  verb.plan(draft, words, options)
  const { edits, notes } = draft
  if (edits.size === 0) return { edits, notes, findings: [], after: before.index }
  const { index: after, findings } = checkIndex(applyEdits(before.index.files, edits))
  verb.judge?.(words[0] ?? '', before.index, after)
  const known = new Set(before.findings.map(withoutPlace))
  const caused = findings.filter((finding) => !known.has(withoutPlace(finding)))
  const errors = countFindings(findings).error - countFindings(caused).error
  const broken = brokenTrustFiles(after, findings)
  if (broken.length > 0) {
    notes.push(
      `${broken.join(' and ')} cannot be relied on: NOTHING IS PUBLISHED until they are mended.`,
    )
  } else if (errors > 0) {
    const count = errors === 1 ? '1 error that was' : `${errors} errors that were`
    notes.push(`The index has ${count} there before: npm run check`)
  }
  return { edits, notes, findings: caused, after }
}

/** The files of an index as edits leave them. */
export function applyEdits(files: readonly IndexFile[], edits: Edits): IndexFile[] {
  const written = [...edits].flatMap(([path, text]) =>
    text === null ? [] : [toIndexFile(path, text)],
  )
  return [...files.filter(({ path }) => !edits.has(path)), ...written]
}
