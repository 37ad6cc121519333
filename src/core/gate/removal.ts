import { currentRelease } from '../current-release.ts'
import type { Index } from '../index-model.ts'
import { recordedReleases } from '../recorded-releases.ts'
import { decide } from './lanes.ts'
import { isGone } from './lifecycle-change.ts'
import type { Decision } from './verdict.ts'

/** Decides on a deleted entry by the merged index: tombstone first, then who depends on it. */
export function decideRemoval(name: string, before: Index, after: Index): Decision {
  const state = after.lifecycle[name]
  if (!isGone(state)) {
    return decide(
      'removal-without-tombstone',
      `${name} is deleted without a tombstone. Add it to lifecycle.yaml in the same pull request, as renamed or removed.`,
    )
  }
  if (state?.state === 'renamed') {
    return decide('entry-removed', `${name} is renamed to ${state.to}`)
  }
  const dependents = dependentsOf(name, before, after)
  if (dependents.length === 0) return decide('entry-removed', `${name} is removed`)
  return decide(
    'removal-blocked',
    `${dependents.join(', ')} ${dependents.length === 1 ? 'depends' : 'depend'} on ${name}. Release ${dependents.length === 1 ? 'it' : 'them'} without the dependency first.`,
  )
}

/** The PackageSources that a package ever brought. */
export function sourcesOf(name: string, index: Index): string[] {
  const names = recordedReleases(name, index).flatMap(({ contents }) =>
    contents.packageSources.map((source) => source.name),
  )
  return [...new Set(names)]
}

function dependentsOf(name: string, before: Index, after: Index): string[] {
  const sources = new Set(sourcesOf(name, before))
  return [...after.entries.keys()].filter((other) => {
    const version = after.entries.get(other)?.value?.version
    if (other === name || !version) return false
    const release = currentRelease(version, recordedReleases(other, after), after.lifecycle[other])
    const needs = release?.contents.packageSources.flatMap(({ variants }) =>
      variants.flatMap(({ dependsOn }) => dependsOn),
    )
    return needs?.some((source) => sources.has(source)) ?? false
  })
}
