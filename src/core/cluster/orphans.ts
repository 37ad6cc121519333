import { compareText } from '../compare-text.ts'
import { quote } from '../printable.ts'
import { tapOf } from './find-package.ts'
import { type ClusterState, TAP_LABEL } from './objects.ts'

/** An object that has lost what it belongs to. */
export interface Orphan {
  kind: string
  name: string
  why: string
  fix: string
}

/** Finds what has lost what it belongs to, in the order of kinds and names. */
export function findOrphans(state: ClusterState): Orphan[] {
  const sources = new Set(state.packageSources.map(({ metadata }) => metadata.name))
  const repositories = new Set(state.ociRepositories.map(({ metadata }) => metadata.name))
  const packages = state.packages.flatMap(({ metadata: { name } }) =>
    sources.has(name)
      ? []
      : [
          {
            kind: 'Package',
            name,
            why: 'its PackageSource is gone',
            fix: `tap its repository again, or remove it with cozypkg del ${name}`,
          },
        ],
  )
  const tapped = state.packageSources.flatMap((one) => {
    const tap = tapOf(one)
    const { name } = one.metadata
    if (tap === null || repositories.has(tap)) return []
    const why = `its Flux source ${quote(tap)} is gone`
    return [
      {
        kind: 'PackageSource',
        name,
        why,
        fix: `tap its repository again, or remove it with cozypkg untap ${name}`,
      },
    ]
  })
  const empty = state.ociRepositories
    .filter(({ metadata }) => metadata.labels[TAP_LABEL] === 'true')
    .flatMap(({ metadata: { name } }) =>
      state.packageSources.some((one) => one.spec.sourceRef?.name === name)
        ? []
        : [
            {
              kind: 'OCIRepository',
              name,
              why: 'no PackageSource comes from it',
              fix: `tap it again, or remove it with kubectl delete ocirepository -n cozy-system ${name}`,
            },
          ],
    )
  return [...packages, ...tapped, ...empty].sort((a, b) =>
    compareText(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`),
  )
}
