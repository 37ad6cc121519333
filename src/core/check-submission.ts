import { checkAgainst, type PublishedIndex } from './check-against.ts'
import type { Document, OverviewDocument } from './document.ts'
import type { Finding } from './finding.ts'
import { placeOf, toIndexFile } from './index-file.ts'
import { offsetAt } from './position.ts'
import { type Submission, writeSubmission } from './write-submission.ts'

/** A finding, and the field it is about: `tags`, `signing.issuer`, `overview.title` and so on. */
export interface FieldFinding extends Finding {
  field: string
}

const OVERVIEW = 'overview.'

/** Runs the rules over a submission and says of each finding which field it belongs to. */
export function checkSubmission(
  submission: Submission,
  published: PublishedIndex,
  schema?: string,
): FieldFinding[] {
  const files = writeSubmission(submission, schema)
  const { index, findings } = checkAgainst(
    files.map(({ path, text }) => toIndexFile(path, text)),
    published,
  )
  return findings
    .filter(({ rule }) => rule !== 'name-file') // The file is named after the entry.
    .map((finding) => {
      const document = index.documents.find(({ path }) => path === finding.file) ?? null
      return { ...finding, field: fieldOf(finding, document) ?? longestField(finding, submission) }
    })
}

/** The field whose key or value a finding points at or into; null where it means the whole file. */
function fieldOf({ line, column, file }: Finding, document: Document | null): string | null {
  // What the lifecycle says of a package, it says of a name.
  if (placeOf(file)?.kind === 'lifecycle') return 'name'
  if (!document?.yaml || line === null || column === null) return null
  const offset = offsetAt(document.text, line, column)
  const isOverview = document.kind === 'overview'
  if (isOverview && offset >= (document as OverviewDocument).bodyStart) return `${OVERVIEW}body`
  const node = document.yaml.nodes.findLast(
    ({ path, offset: start }) => path.length > 0 && document.yamlStart + start <= offset,
  )
  if (!node) return null
  const depth = node.path[0] === 'signing' ? 2 : 1
  return (isOverview ? OVERVIEW : '') + node.path.slice(0, depth).join('.')
}

/** What is too large as a whole is mended where the most is written. */
function longestField({ file }: Finding, { entry, overview, body }: Submission): string {
  const isOverview = file.endsWith('.md')
  const { signing, ...rest } = entry
  const { identity, issuer } = signing
  const texts = isOverview
    ? { ...overview, body }
    : { ...rest, 'signing.identity': identity, 'signing.issuer': issuer }
  const [longest] = Object.entries(texts).sort(
    ([, a], [, b]) => String(b ?? '').length - String(a ?? '').length,
  )
  return (isOverview ? OVERVIEW : '') + (longest?.[0] ?? 'name')
}
