import type { Entry } from '../../src/core/schemas/entry.ts'
import type { Contents, Release } from '../../src/core/schemas/release.ts'
import { capital, type Prose } from './prose.ts'
import type { Random } from './random.ts'
import { CATEGORIES, CORE_SOURCES, KINDS, NOUNS, ROLES, TAGS } from './vocabulary.ts'

type PackageSource = Contents['packageSources'][0]
type Component = PackageSource['variants'][0]['components'][0]
type Application = Contents['applications'][0]

/** The record of one version of a generated package; what it claims is its own by its name. */
export function makeRelease(
  entry: Entry,
  version: string,
  at: { created: string; verifiedAt: string },
  random: Random,
  prose: Prose,
): Release {
  const [, org = '', repo = ''] = /([^/]+)\/([^/]+)$/.exec(entry.ociRef) ?? []
  const isGitHub = entry.signing.identity.startsWith('https://github.com/')
  return {
    version,
    ociRef: entry.ociRef,
    digest: `sha256:${random.hex(64)}`,
    size: random.between(4_000, 900_000),
    created: at.created,
    verifiedAt: at.verifiedAt,
    signature: {
      layout: random.chance(0.7) ? 'bundle' : 'legacy',
      identity: entry.signing.identity.replace('{version}', version.replace(/^v/, '')),
      issuer: entry.signing.issuer,
      repository: isGitHub
        ? {
            uri: `https://github.com/${org}/${repo}`,
            id: String(random.between(1e8, 9e8)),
            ownerId: String(random.between(1e6, 9e7)),
          }
        : null,
      trigger: isGitHub ? random.pick(['push', 'release', 'workflow_dispatch']) : null,
      logIndex: String(random.between(1e8, 9e8)),
      signedAt: at.created,
    },
    contents: makeContents(entry.name, random, prose),
  }
}

function makeContents(name: string, random: Random, prose: Prose): Contents {
  const source = name.replace(/-/, '.')
  const names = [source, `${source}-${random.pick(ROLES)}`].slice(0, random.chance(0.25) ? 2 : 1)
  const kinds = KINDS.filter(() => random.chance(0.3))
  return {
    packageSources: names.map((one) => makePackageSource(one, random)),
    applications: Array.from({ length: random.pickEarly([1, 1, 0, 2, 3, 5]) }, (_, at) =>
      makeApplication(name, at, random, prose),
    ),
    kinds,
    hasTemplatedKinds: random.chance(0.05),
    readme: random.chance(0.4) ? makeBody(prose, random.between(2, 6)) : null,
    fileCount: random.between(4, 120),
    unpackedSize: random.between(20_000, 4_000_000),
  }
}

function makePackageSource(name: string, random: Random): PackageSource {
  const label = name.replace(/^[^.]*\./, '').replaceAll('.', '-')
  const components = [
    label,
    ...new Set(Array.from({ length: random.pickEarly([0, 1, 2, 4]) }, () => random.pick(ROLES))),
  ]
  return {
    name,
    path: '/',
    variants: (random.chance(0.15) ? ['default', 'ha'] : ['default']).map((variant) => ({
      name: variant,
      dependsOn: random.chance(0.4) ? [`cozystack.${random.pick(CORE_SOURCES)}`] : [],
      libraries: random.chance(0.2) ? [{ name: 'common', path: 'library/common' }] : [],
      components: components.map((component, at) =>
        makeComponent(component, at === 0 ? [] : [label], random),
      ),
    })),
  }
}

function makeComponent(name: string, dependsOn: string[], random: Random): Component {
  const namespace = random.chance(0.8) ? `community-${name}`.slice(0, 63) : null
  const privileged = random.chance(0.12)
  return {
    name,
    path: `system/${name}`,
    namespace,
    privileged,
    dependsOn,
    libraries: [],
    valuesFiles: ['values.yaml'],
    install: {
      releaseName: name,
      ...(namespace ? { namespace } : {}),
      ...(privileged ? { privileged } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    },
    chart: { name, version: `${random.between(0, 4)}.${random.between(0, 30)}.0` },
  }
}

function makeApplication(name: string, at: number, random: Random, prose: Prose): Application {
  const words = [...name.split(/[.-]/), ...(at > 0 ? [random.pick(NOUNS), String(at)] : [])]
  const kind = words.map(capital).join('')
  const used = new Set<string>()
  return {
    name: words.join('-'),
    kind,
    plural: `${kind.toLowerCase()}s`,
    category: random.pickEarly(CATEGORIES),
    description: prose.sentence(random.between(5, 18), 200),
    tags: [random.pickEarly(TAGS)],
    icon: null,
    parameters: Array.from({ length: random.between(3, 16) }, () => {
      const path = [random.pick(NOUNS), random.pick(NOUNS)].join('.')
      return {
        path,
        type: random.pick(['string', 'integer', 'boolean', 'object']),
        default: random.chance(0.6) ? random.pick(['""', 'true', 'false', '3', '"10Gi"']) : null,
        description: random.chance(0.8) ? prose.sentence(random.between(4, 12), 160) : null,
        required: random.chance(0.1),
      }
    }).filter(({ path }) => !used.has(path) && used.add(path)),
  }
}

/** Markdown of some paragraphs, about 150 characters each, under a heading or two. */
export function makeBody(prose: Prose, paragraphs: number): string {
  const parts = Array.from({ length: paragraphs }, (_, at) =>
    at % 3 === 1
      ? `## ${prose.heading()}\n\n- ${prose.sentence(8, 120)}\n- ${prose.sentence(8, 120)}`
      : prose.paragraph(2),
  )
  return `${parts.join('\n\n')}\n`
}
