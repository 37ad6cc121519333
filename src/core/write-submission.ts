import type { Entry } from './schemas/entry.ts'
import type { Overview } from './schemas/overview.ts'
import { writeEntry, writeOverview } from './write-entry.ts'

/** What an author hands in: an entry, and an overview where there is one. Values may be wrong. */
export interface Submission {
  entry: Entry
  overview: Overview
  /** The Markdown of the overview. */
  body: string
}

/** A file of a submission, by its path in the index folder. */
export interface SubmissionFile {
  path: string
  text: string
}

/**
 * Writes the files of a submission: the entry, and the overview unless it is empty. In a file of its
 * own, because the submit page shows them before it has loaded the rules.
 */
export function writeSubmission(
  { entry, overview, body }: Submission,
  schema?: string,
): SubmissionFile[] {
  const base = `packages/${fileNameFor(entry.name)}`
  const text = writeOverview(overview, body)
  return [
    { path: `${base}.yaml`, text: writeEntry(entry, schema) },
    ...(text === '' ? [] : [{ path: `${base}.md`, text }]),
  ]
}

/** What the files of a package are called; a stopgap for a name that no file can have. */
export function fileNameFor(name: string): string {
  return /^[^\s/\\]{1,100}$/.test(name) ? name : 'unnamed'
}

/** GitHub answers longer addresses with an error. */
const LONGEST_ADDRESS = 7000

/**
 * The address of GitHub’s editor for a file that is to be made; the text is left out where the
 * address would become too long for it.
 */
export function newFileLink(
  repository: string,
  { path, text }: SubmissionFile,
): { href: string; isFilledIn: boolean } {
  const folder = path.slice(0, path.lastIndexOf('/'))
  const filename = path.slice(path.lastIndexOf('/') + 1)
  const address = `${repository}/new/main/index/${folder}`
  const full = `${address}?${new URLSearchParams({ filename, value: text })}`
  if (full.length <= LONGEST_ADDRESS) return { href: full, isFilledIn: true }
  return { href: `${address}?${new URLSearchParams({ filename })}`, isFilledIn: false }
}

/** The address of GitHub’s editor for a file that exists; it takes no text along. */
export function editFileLink(repository: string, path: string): string {
  return `${repository}/edit/main/index/${path.split('/').map(encodeURIComponent).join('/')}`
}
