import type { Comparison } from '../compare-releases.ts'
import { code } from './markdown-text.ts'
import type { JudgedArtifact, JudgedPackage } from './verdict.ts'

const MOST_NAMES = 8

/** One package of a verdict, as Markdown: what it is now, who signed it, what changes in a cluster. */
export function describePackage({
  name,
  before,
  after,
  nearNames,
  artifact,
}: JudgedPackage): string {
  const versions = [before ?? 'new', after ?? 'removed'].map((one) => code(one))
  const near = nearNames.map((one) => code(one)).join(', ')
  const lines = [
    `**${code(name)}** ${versions.join(' → ')}`,
    artifact ? describeArtifact(artifact) : null,
    artifact?.comparison ? comparisonTable(artifact.comparison, artifact.comparedWith) : null,
    artifact?.contents && !artifact.comparison ? contentsTable(artifact.contents) : null,
    near ? `Nearest names: ${near}. Could people take one for the other?` : null,
  ]
  return lines.filter((line) => line !== null).join('\n\n')
}

function describeArtifact({ ociRef, digest, version, signedBy, highest }: JudgedArtifact): string {
  const lines = [
    digest
      ? `- ${code(`${ociRef}:${version}`)} is ${code(digest)}`
      : `- ${code(`${ociRef}:${version}`)} names nothing`,
    signedBy ? `- signed by ${code(signedBy)}` : '- no signature was matched',
    highest && highest !== version ? `- the highest release tag is ${code(highest)}` : null,
  ]
  return lines.filter((line) => line !== null).join('\n')
}

function contentsTable(contents: NonNullable<JudgedArtifact['contents']>): string {
  const rows: [string, readonly string[]][] = [
    ['privileged', contents.privileged],
    ['PackageSources', contents.packageSources],
    ['applications', contents.applications],
    ['namespaces', contents.namespaces],
    ['dependencies', contents.dependencies],
  ]
  const shown = rows.map(([noun, all]) => `| ${noun} | ${all.length > 0 ? names(all) : 'none'} |`)
  return ['| In a cluster | it brings |', '|---|---|', ...shown].join('\n')
}

/** Two columns: what a phone shows without scrolling sideways. */
function comparisonTable(comparison: Comparison, before: string | null): string {
  const { privileges, kinds, namespaces, dependencies, applications, components } = comparison
  const rows: [string, readonly string[], readonly string[]][] = [
    ['privileged', privileges.gained, privileges.lost],
    ['PackageSources', comparison.packageSources.added, comparison.packageSources.removed],
    ['variants', comparison.variants.added, comparison.variants.removed],
    ['components', components.added, components.removed],
    ['applications', applications.added, applications.removed],
    ['dependencies', dependencies.added, dependencies.removed],
    ['namespaces', namespaces.added, namespaces.removed],
    ['kinds', kinds.added, kinds.removed],
  ]
  const shown = rows
    .filter(([, added, removed]) => added.length + removed.length > 0)
    .map(([noun, added, removed]) => {
      const changes = [...labelled('new', added), ...labelled('gone', removed)]
      return `| ${noun} | ${changes.join('<br>')} |`
    })
  const templated = comparison.templatedKindsAppeared
    ? ['| kinds | a template computes one now |']
    : []
  const since = before ? ` since ${code(before)}` : ''
  if (shown.length + templated.length === 0)
    return `Nothing changes in what it brings into a cluster${since}.`
  return [`| In a cluster${since} | changes |`, '|---|---|', ...shown, ...templated].join('\n')
}

function labelled(label: string, all: readonly string[]): string[] {
  return all.length > 0 ? [`${label}: ${names(all)}`] : []
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMES).map((one) => code(one, 120))
  const more = all.length > MOST_NAMES ? [`and ${all.length - MOST_NAMES} more`] : []
  return [...shown, ...more].join(', ')
}
