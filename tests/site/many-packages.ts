import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { foldName } from '../../src/core/names.ts'
import type { Entry } from '../../src/core/schemas/entry.ts'
import type { Lifecycle, LifecycleState } from '../../src/core/schemas/lifecycle.ts'
import type { Overview } from '../../src/core/schemas/overview.ts'
import type { Status } from '../../src/core/schemas/status.ts'
import { commitAll } from './commit-all.ts'
import { makeBody, makeRelease } from './many-releases.ts'
import { capital, makeProse, type Prose } from './prose.ts'
import { makeRandom, type Random } from './random.ts'
import {
  CATEGORIES,
  CORE_KINDS,
  CORE_SOURCES,
  LICENSES,
  ORG_HEADS,
  ORG_TAILS,
  ROLES,
  TAGS,
  TECHNOLOGIES,
} from './vocabulary.ts'

export interface ManyOptions {
  /** How many packages are listed; tombstones come on top. */
  packages: number
  seed?: number
  /** Whether the folder becomes a git repository, with a commit for each of 24 months. */
  git?: boolean
}

/** What was written. */
export interface ManyPackages {
  /** The index folder. */
  index: string
  /** The results of the last re-check. */
  status: string
  /** The files of the index folder, by path below it. */
  files: Map<string, string>
}

const MONTHS = 24
const GITHUB = 'https://token.actions.githubusercontent.com'
const GITLAB = 'https://gitlab.com'

/**
 * Writes an index of many packages, as varied as a real one, into an empty folder: the same options
 * give the same bytes. All states are there, and it passes the check without errors.
 */
export function makeManyPackages(folder: string, options: ManyOptions): ManyPackages {
  const random = makeRandom(options.seed ?? 1)
  const prose = makeProse(random)
  const entries = makeEntries(options.packages, random, prose)
  const index = join(folder, 'index')
  const status = join(folder, 'status')
  const files = new Map<string, string>()
  const put = (path: string, text: string) => {
    files.set(path, text)
    write(join(index, path), text)
  }
  mkdirSync(status, { recursive: true })
  put('policy.yaml', yaml(policy))
  const perMonth = Math.ceil(entries.length / MONTHS)
  for (let month = 0; month < MONTHS; month += 1) {
    for (const entry of entries.slice(month * perMonth, (month + 1) * perMonth)) {
      putPackage(entry, month, put, random, prose)
      const recheck = makeStatus(entry, random)
      if (recheck) write(join(status, `${entry.name}.json`), JSON.stringify(recheck))
    }
    if (month === MONTHS - 1) put('lifecycle.yaml', yaml(makeLifecycle(entries, random, prose)))
    if (options.git) commitAll(folder, dayOf(month))
  }
  return { index, status, files }
}

const policy = {
  registries: ['ghcr.io', 'quay.io', 'registry.gitlab.com', 'docker.io'].map((host) => ({ host })),
  issuers: [GITHUB, GITLAB],
  reserved: { prefixes: ['cozystack'], names: ['core', 'packages', 'search', 'submit'] },
  core: {
    version: 'v1.6.2',
    packageSources: CORE_SOURCES.map((name) => `cozystack.${name}`),
    kinds: CORE_KINDS,
  },
}

/** Organisations of one to dozens of packages, whose names nobody confuses with one another. */
function makeEntries(count: number, random: Random, prose: Prose): Entry[] {
  const entries: Entry[] = []
  const orgs = new Set<string>()
  const names = new Set<string>()
  while (entries.length < count) {
    const org = random.pick(ORG_HEADS) + random.pick(ORG_TAILS)
    if (orgs.has(org)) continue
    orgs.add(org)
    const publisher = makePublisher(org, random)
    const size = random.pickEarly([1, 2, 3, 4, 6, 9, 14, 30])
    for (let left = Math.min(size, count - entries.length); left > 0; left -= 1) {
      const technology = random.pick(TECHNOLOGIES)
      const thing = random.chance(0.5) ? technology : `${technology}-${random.pick(ROLES)}`
      const name = `${org}${publisher.separator}${thing}`
      if (names.has(foldName(name))) continue
      names.add(foldName(name))
      entries.push(makeEntry(name, thing, publisher, random, prose))
    }
  }
  return entries
}

interface Publisher {
  org: string
  registry: string
  /** Between the organisation and what it packs. */
  separator: '.' | '-'
  maintainer: string | null
  issuer: string
}

function makePublisher(org: string, random: Random): Publisher {
  const registry = random.pickEarly([
    'ghcr.io',
    'ghcr.io',
    'quay.io',
    'registry.gitlab.com',
    'docker.io',
  ])
  const maintainer = random.pick([org, `${capital(org)} <packages@${org}.example>`, null])
  const issuer = registry === 'registry.gitlab.com' ? GITLAB : GITHUB
  return { org, registry, separator: random.chance(0.7) ? '.' : '-', maintainer, issuer }
}

function makeEntry(
  name: string,
  thing: string,
  { org, registry, maintainer, issuer }: Publisher,
  random: Random,
  prose: Prose,
): Entry {
  const prefix = random.chance(0.7) ? 'v' : ''
  const prerelease = random.chance(0.06) ? `-rc.${random.between(1, 4)}` : ''
  const number = `${random.pickEarly([0, 1, 2, 3, 7])}.${random.between(0, 24)}.${random.between(0, 12)}`
  const tags = new Set(Array.from({ length: random.between(1, 6) }, () => random.pickEarly(TAGS)))
  const identity =
    issuer === GITLAB
      ? `https://gitlab.com/${org}/${thing}//.gitlab-ci.yml@refs/heads/main`
      : `https://github.com/${org}/${thing}/.github/workflows/${random.pick(['release', 'publish'])}.yaml@${
          random.chance(0.3) ? `refs/tags/${prefix}{version}` : 'refs/heads/main'
        }`
  return {
    name,
    ociRef: `oci://${registry}/${org}/${thing}`,
    version: `${prefix}${number}${prerelease}`,
    description: prose.sentence(
      random.pickEarly([5, 8, 10, 12, 14, 17, 20, 24, 30, 38, 48, 60]),
      400,
    ),
    ...(random.chance(0.7) ? { homepage: `https://${org}.example/${thing}` } : {}),
    ...(maintainer ? { maintainer } : {}),
    tags: [...tags],
    signing: { identity, issuer },
  }
}

/** Half have an overview; of ten, six have the listed version recorded and one an earlier one. */
function putPackage(
  entry: Entry,
  month: number,
  put: (path: string, text: string) => void,
  random: Random,
  prose: Prose,
): void {
  put(`packages/${entry.name}.yaml`, yaml(entry))
  if (random.chance(0.5)) put(`packages/${entry.name}.md`, makeOverview(entry, random, prose))
  const share = random.next()
  if (share > 0.7) return
  const earlier = earlierVersions(entry.version, random.pickEarly([0, 0, 1, 2, 4, 9]))
  const versions = share > 0.6 ? earlier.slice(0, 1) : [entry.version, ...earlier]
  for (const [age, version] of versions.entries()) {
    const at = { created: dayOf(month - age - 1), verifiedAt: dayOf(month - age) }
    const release = makeRelease(entry, version, at, random, prose)
    put(`releases/${entry.name}/${version}.json`, `${JSON.stringify(release, null, 2)}\n`)
  }
}

function earlierVersions(version: string, count: number): string[] {
  const [, head = '', minor = '0'] = /^(v?\d+)\.(\d+)/.exec(version) ?? []
  return Array.from({ length: Math.min(count, Number(minor)) }, (_, at) =>
    [head, Number(minor) - at - 1, 0].join('.'),
  )
}

function makeOverview(entry: Entry, random: Random, prose: Prose): string {
  const [org, ...rest] = entry.name.split(/[.-]/)
  const front: Overview = {
    title: rest.map(capital).join(' '),
    category: random.pickEarly(CATEGORIES),
    license: random.pickEarly(LICENSES),
    ...(random.chance(0.8) ? { repository: `https://github.com/${org}/${rest.join('-')}` } : {}),
    ...(random.chance(0.4) ? { documentation: `https://docs.${org}.example/` } : {}),
    ...(random.chance(0.3) ? { support: `https://${org}.example/support` } : {}),
    ...(random.chance(0.5) ? { cozystack: `>=1.${random.between(3, 6)}.0 <2` } : {}),
  }
  return `---\n${yaml(front)}---\n\n${makeBody(prose, 4)}`
}

/** Some of every state, at least one each. */
function makeLifecycle(entries: Entry[], random: Random, prose: Prose): Lifecycle {
  const reason = () => prose.sentence(random.between(4, 14), 200)
  const makers: ((entry: Entry, next: Entry) => [string, LifecycleState])[] = [
    ({ name }, next) => [name, { state: 'deprecated', reason: reason(), successor: next.name }],
    ({ name }) => [name, { state: 'deprecated', reason: reason() }],
    ({ name, version }) => [name, { state: 'active', yanked: { [version]: reason() } }],
    ({ name }) => [`${name}-was`, { state: 'renamed', to: name }],
    ({ name }) => [`${name}-gone`, { state: 'removed', reason: reason() }],
    ({ name }) => [
      name,
      {
        state: 'frozen',
        reason: reason(),
        advisory: `https://advisories.example/${random.hex(8)}`,
      },
    ],
  ]
  const step = Math.max(2, Math.floor(entries.length / 120))
  const lifecycle: Lifecycle = {}
  for (const [turn, make] of makers.entries()) {
    for (let at = turn * step; at + 1 < entries.length; at += step * makers.length) {
      const [entry, next] = [entries[at], entries[at + 1]]
      if (!entry || !next) continue
      const [name, state] = make(entry, next)
      lifecycle[name] = state
    }
  }
  return lifecycle
}

/** What the last re-check found of a package, for one in fifty something that is wrong. */
function makeStatus(entry: Entry, random: Random): Status | null {
  if (random.chance(0.1)) return null
  const state = random.chance(0.98) ? 'fresh' : random.pick(['stale', 'failing', 'moved'] as const)
  const checkedAt = dayOf(MONTHS)
  return {
    name: entry.name,
    version: entry.version,
    state,
    reason: state === 'fresh' ? null : 'The registry answered with status 503.',
    homepage: null,
    checkedAt,
    lastGood: state === 'fresh' ? checkedAt : dayOf(MONTHS - 1),
  }
}

/** A fixed day of a month that is counted from January 2024. */
function dayOf(month: number): string {
  return new Date(Date.UTC(2024, month, 15, 12)).toISOString().replace('.000Z', 'Z')
}

function yaml(value: unknown): string {
  return stringify(value, {
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
  })
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
