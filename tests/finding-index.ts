import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { releaseRecord, signerOf } from './site/release-record.ts'

interface Listed {
  name: string
  description: string
  tags?: string[]
  title?: string
  category?: string
  /** Application kinds of its recorded release; without any, no release is recorded. */
  kinds?: string[]
  /** The text of its overview. */
  body?: string
}

/** Packages that are told apart by what of them a query of `tests/queries.json` matches. */
const LISTED: Listed[] = [
  { name: 'kube', description: 'Has the shortest of the names that begin alike.' },
  { name: 'kubevirt-tools', description: 'Runs virtual machines.' },
  { name: 'acme.kube', description: 'Has a label of the same name.' },
  {
    name: 'acme.hello',
    description: 'Greets everybody in a tenant.',
    tags: ['greeting', 'demo'],
    title: 'Hello',
    category: 'Demos',
  },
  {
    name: 'acme.postgres',
    description: 'Keeps rows.',
    tags: ['database', 'sql'],
    title: 'Postgres by Acme',
    category: 'Databases',
    kinds: ['AcmePostgres'],
  },
  {
    name: 'initech.store',
    description: 'Keeps objects.',
    category: 'Storage',
    kinds: ['KubeStore'],
  },
  { name: 'umbrella.tool', description: 'Does what it is told.', tags: ['kube', 'automation'] },
  { name: 'impostor', description: 'Claims to be another by its title.', title: 'kube' },
  {
    name: 'globex.design',
    description: 'Draws tables.',
    title: 'All about database design',
    category: 'Developer tools',
  },
  {
    name: 'lakes',
    description: 'Pours rows together.',
    tags: ['data-lake'],
    category: 'Data & analytics',
  },
  { name: 'menu-card', description: 'Serves dishes à la carte.', title: 'Café Crème' },
  { name: 'shalom', description: 'חבילה לדוגמה, בעברית.', title: 'שלום' },
  { name: 'compilers', description: 'Compiles C++ and C# (both).' },
  { name: 'old-greeter', description: 'Greeted, once.', tags: ['greeting'] },
  {
    name: 'watchtower',
    description: 'Collects metrics and alerts of every tenant.',
    category: 'Observability',
  },
  { name: 'restic.backup', description: 'Writes archives.' },
  { name: 'vault', description: 'Holds encrypted snapshots.', tags: ['backup', 's3'] },
  { name: 'a-frozen-vault', description: 'Held snapshots.', tags: ['backup'] },
  {
    name: 'broker',
    description: 'Carries readings of thermometers.',
    category: 'Messaging',
    kinds: ['MQTTBroker', 'MQTTBridge'],
  },
  {
    name: 'paleo-machines',
    description: 'Historical computers to run.',
    tags: ['retro-computing', 'emulator'],
    title: 'Paleo machines',
  },
  { name: 'airfield', description: 'Lands things.', body: 'It was first made for a zeppelin.\n' },
]

const LIFECYCLE = {
  'old-greeter': { state: 'deprecated', reason: 'Another greets better.', successor: 'acme.hello' },
  'a-frozen-vault': { state: 'frozen', reason: 'Its key was stolen.' },
  'former-hello': { state: 'renamed', to: 'acme.hello' },
  departed: { state: 'removed', reason: 'Asked for by its author.' },
}

const POLICY = {
  core: {
    version: 'v1.6.2',
    packageSources: ['cozystack.redis-application', 'cozystack.cert-manager'],
    kinds: ['Bucket', 'Kafka', 'Kubernetes', 'MariaDB', 'Postgres', 'Redis', 'SeaweedFS'],
  },
}

const VERSION = '1.0.0'

/** The files of an index for trying the search, by path. */
export function findingFiles(): Map<string, string> {
  const files = new Map([
    ['policy.yaml', yaml(POLICY)],
    ['lifecycle.yaml', yaml(LIFECYCLE)],
  ])
  for (const [at, { name, description, tags, title, category, kinds, body }] of LISTED.entries()) {
    const owner = name.replace(/\..*/, '')
    const ociRef = `oci://ghcr.io/${owner}/${name}`
    const entry = { name, ociRef, version: VERSION, description, tags, signing: signerOf(owner) }
    files.set(`packages/${name}.yaml`, yaml(entry))
    if (title || category || body) {
      const front = title || category ? `---\n${yaml({ title, category })}---\n\n` : ''
      files.set(`packages/${name}.md`, `${front}${body ?? 'It says no more.\n'}`)
    }
    if (!kinds) continue
    const record = { ...releaseRecord(VERSION, (at % 16).toString(16), owner), ociRef }
    record.contents.applications = kinds.map((kind) => ({
      name: kind.toLowerCase(),
      kind,
      plural: `${kind.toLowerCase()}s`,
      category: null,
      description: null,
      tags: [],
      icon: null,
      parameters: [],
    }))
    files.set(`releases/${name}/${VERSION}.json`, JSON.stringify(record))
  }
  return files
}

/** Writes that index into a folder. */
export function makeFindingIndex(folder: string): string {
  for (const [path, text] of findingFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

function yaml(value: unknown): string {
  return stringify(value, {
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
  })
}
