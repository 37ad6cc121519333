import semver from 'semver'
import { VERSION_PATTERN } from './schemas/entry.ts'
import { nodeAt, readYaml } from './yaml/read-yaml.ts'

/**
 * The highest release tag above the listed version that nobody yanked, written as the listed one
 * is, with or without `v`; null where there is none. No pre-release is ever pulled.
 */
export function nextVersion(
  listed: string,
  tags: readonly string[],
  yanked: ReadonlySet<string>,
): string | null {
  // A yank is of the version, however it is spelled: the gate would refuse the other spelling too.
  const isYanked = (tag: string) => [...yanked].some((one) => bare(one) === bare(tag))
  const releases = tags
    .filter((tag) => VERSION_PATTERN.test(tag) && tag.startsWith('v') === listed.startsWith('v'))
    .filter((tag) => !semver.prerelease(tag) && !isYanked(tag))
    .sort(semver.rcompare)
  const [highest] = releases
  return highest && semver.gt(highest, listed) ? highest : null
}

function bare(version: string): string {
  return version.replace(/^v/, '')
}

/** An entry's text with another version, and nothing else changed: not a comment, not a quote more. */
export function withVersion(text: string, version: string): string {
  const node = nodeAt(readYaml(text), ['version'], 'value')
  if (node?.kind !== 'scalar') throw new Error('the entry has no version to change')
  return `${text.slice(0, node.offset)}${JSON.stringify(version)}${text.slice(node.end)}`
}
