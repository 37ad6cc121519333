import { code, prose } from './gate/markdown-text.ts'
import type { Status } from './schemas/status.ts'

/** An issue that the refresh keeps: found again by the first line of its body. */
export interface WantedIssue {
  marker: string
  title: string
  body: string
}

const WHAT: Record<Status['state'], string> = {
  fresh: 'is well',
  stale: 'cannot be asked about',
  failing: 'fails its check',
  moved: 'is not what was recorded any more',
}

/** The first line of the issue about a package. */
export function packageMarker(name: string): string {
  return `<!-- packages-index: refresh package ${name} -->`
}

/** The first line of the issue about a registry. */
function hostMarker(host: string): string {
  return `<!-- packages-index: refresh host ${host} -->`
}

/** The issue about a package that is not well; null where it is. */
export function packageIssue(status: Status, siteUrl: string): WantedIssue | null {
  const { name, version, state, reason, lastGood } = status
  if (state === 'fresh') return null
  const marker = packageMarker(name)
  const good =
    lastGood === null ? 'It was never well.' : `It was last well on ${lastGood.slice(0, 10)}.`
  return {
    marker,
    title: `${name} ${version} ${WHAT[state]}`,
    body: [
      marker,
      `${code(`${name} ${version}`)} ${WHAT[state]}: ${prose(reason ?? 'nothing is known of why')}`,
      `${good} [Its page](${siteUrl}packages/${name}/) shows the same.`,
      'Its author can mend it: publish the version as it was recorded, or list a new one. This issue follows the nightly check, and is closed by it.',
    ].join('\n\n'),
  }
}

/** The issue about a registry of which nothing can be asked. */
export function hostIssue(host: string, reason: string): WantedIssue {
  const marker = hostMarker(host)
  return {
    marker,
    title: `The registry ${host} does not answer`,
    body: [
      marker,
      `None of the packages at ${code(host)} could be asked about: ${prose(reason)}`,
      'That says nothing of the packages: their states stay as they were. This issue follows the nightly check, and is closed by it.',
    ].join('\n\n'),
  }
}
