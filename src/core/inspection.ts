import { formatBytes } from './bytes.ts'
import { componentsOf, privilegedOf, variantsOf } from './components.ts'
import type { Finding } from './finding.ts'
import { countFindings } from './finding.ts'
import { printable } from './printable.ts'
import { formatFindings, type Paint } from './report.ts'
import type { Contents, Release, Signature } from './schemas/release.ts'

/** What is known of an artifact: a release record, but for a signature that nobody matched. */
export type InspectedRelease = Omit<Release, 'signature'> & { signature: Signature | null }

/** What `inspect --json` prints; the record is null where the archive could not be read. */
export interface Inspection {
  record: InspectedRelease | null
  findings: Finding[]
}

/** An inspection for people: what it is, who signed it, what it brings. */
export function formatInspection(
  { record, findings }: Inspection,
  ref: string,
  paint: Paint,
): string {
  const lines = record ? describeRecord(record, ref, paint) : [paint('bold', ref), '  not read']
  const counts = countFindings(findings)
  const summary = `${counts.error} errors, ${counts.warning} warnings, ${counts.info} notes`
  const separator = findings.length > 0 ? '\n' : ''
  return `${lines.join('\n')}\n\n${formatFindings(findings, () => null, paint)}${separator}${summary}\n`
}

function describeRecord(record: InspectedRelease, ref: string, paint: Paint): string[] {
  const { contents, signature } = record
  return [
    paint('bold', ref),
    `  digest     ${record.digest}`,
    `  size       ${formatBytes(record.size)}, ${formatBytes(contents.unpackedSize)} unpacked, ${contents.fileCount} files`,
    `  created    ${record.created ?? 'not stated'}`,
    `  signature  ${signature ? `matched ${printable(signature.identity)}` : 'not matched'}`,
    '',
    ...describeContents(contents, paint),
  ]
}

/** What an artifact holds, line by line: variants, components and applications, then in one sentence. */
export function describeContents(contents: Contents, paint: Paint): string[] {
  return [
    ...contents.packageSources.flatMap((source) => describeSource(source, paint)),
    ...contents.applications.map(
      ({ kind, category }) =>
        `  application ${printable(kind)}${category ? ` (${printable(category)})` : ''}`,
    ),
    `  ${summarizeContents(contents)}`,
  ]
}

function describeSource(source: Contents['packageSources'][number], paint: Paint): string[] {
  return source.variants.flatMap((variant) => [
    `  ${paint('bold', printable(source.name))} ${printable(variant.name)}${variant.dependsOn.length > 0 ? ` needs ${printable(variant.dependsOn.join(', '))}` : ''}`,
    ...variant.components.map(
      (component) =>
        `    ${printable(component.name)}${component.privileged ? paint('yellow', ' privileged') : ''}${component.namespace ? ` in ${printable(component.namespace)}` : ''}`,
    ),
  ])
}

/** How much an artifact holds, in one sentence. */
function summarizeContents(contents: Contents): string {
  const { packageSources, applications } = contents
  return `${packageSources.length} PackageSources, ${variantsOf(contents).length} variants, ${componentsOf(contents).length} components (${privilegedOf(contents).length} privileged), ${applications.length} applications`
}
