import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Circumstances, runClient } from '../cli/run-client.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Fate, faultingProxy } from './faulting-proxy.ts'
import {
  apiObstacle,
  type KubernetesApi,
  PACKAGES,
  REPOSITORIES,
  SOURCES,
  startKubernetesApi,
} from './kubernetes.ts'

const LABELS = { 'apps.cozystack.io/marketplace-tap': 'true' }

describe.skipIf(apiObstacle() !== null)('packages on a cluster', () => {
  let api: KubernetesApi
  beforeAll(async () => {
    api = await startKubernetesApi()
  })
  beforeEach(() => api.clear())
  afterAll(() => api?.stop())

  const client = ([name = '', ...args]: string[], given: Circumstances = {}, server?: string) =>
    runClient([name, ...args, '--kubeconfig', api.kubeconfig('admin', server)], given)

  async function post(path: string, kind: string, metadata: object, spec: object, status?: object) {
    const apiVersion =
      path === REPOSITORIES ? 'source.toolkit.fluxcd.io/v1' : 'cozystack.io/v1alpha1'
    const { body } = await api.call('POST', path, { apiVersion, kind, metadata, spec })
    expect(body.kind, JSON.stringify(body)).toBe(kind)
    if (!status) return
    const answer = await api.call('PUT', `${path}/${body.metadata.name}/status`, {
      ...body,
      status,
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }

  interface Variant {
    name?: string
    dependsOn?: string[]
    privileged?: string
  }

  /** A PackageSource, of a tap where one is named. */
  async function source(name: string, tap: string | null = null, variants: Variant[] = [{}]) {
    const metadata = tap
      ? { name, labels: LABELS, annotations: { 'apps.cozystack.io/tap-source': tap } }
      : { name }
    const sourceRef = { kind: 'OCIRepository', name: tap ?? 'core', namespace: 'cozy-system' }
    await post(SOURCES, 'PackageSource', metadata, {
      sourceRef,
      variants: variants.map(({ name: variant = 'default', dependsOn = [], privileged }) => ({
        name: variant,
        dependsOn,
        components: [
          { name: 'app', path: 'apps/app' },
          ...(privileged
            ? [{ name: privileged, path: `system/${privileged}`, install: { privileged: true } }]
            : []),
        ],
      })),
    })
  }

  async function repository(name: string, url: string, conditions: object[] = [], tag = 'v1.0.0') {
    const annotations = { 'apps.cozystack.io/tap-name': name }
    const metadata = { name, namespace: 'cozy-system', labels: LABELS, annotations }
    const spec = { interval: '5m', url, ref: { tag } }
    await post(REPOSITORIES, 'OCIRepository', metadata, spec, { conditions })
  }

  const install = (name: string, spec: object = { variant: 'default' }, metadata: object = {}) =>
    post(PACKAGES, 'Package', { name, ...metadata }, spec)

  const installed = async () =>
    (await api.call('GET', PACKAGES)).body.items.map(
      (one: { metadata: { name: string }; spec: { variant?: string } }) =>
        `${one.metadata.name} ${one.spec.variant ?? ''}`.trim(),
    )

  /** As the platform makes it when it reads a tap. */
  const register = (name: string, tap: string, ownerReferences: object[] = []) =>
    install(
      name,
      {},
      {
        labels: { ...LABELS, team: 'a' },
        annotations: { 'apps.cozystack.io/tap-source': tap },
        ownerReferences,
      },
    )

  describe('add', () => {
    test('installs what a package depends on before it', async () => {
      await source('core.engine')
      await source('acme.base', 'tap-acme-base', [{ dependsOn: ['core.engine'] }])
      await source('acme.app', 'tap-acme-app', [{ dependsOn: ['acme.base', 'core.engine'] }])
      await install('core.engine')
      const { code, out, err } = await client(['add', 'acme.app', '--yes'])
      expect([code, out, err]).toMatchInlineSnapshot(`
        [
          0,
          "Added Package/acme.base
        Added Package/acme.app
        ",
          "keep     core.engine (already installed, variant default)
        add      acme.base (variant default, needed by acme.app)
        add      acme.app (variant default)
        ",
        ]
      `)
      expect(await installed()).toEqual([
        'acme.app default',
        'acme.base default',
        'core.engine default',
      ])
      const again = await client(['add', 'acme.app'])
      expect([again.code, again.out]).toEqual([0, ''])
      expect(again.err).toContain('already installed')
    })

    test('asks before it installs what was not named', async () => {
      await source('acme.base')
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }])
      expect((await client(['add', 'acme.app'], { answer: false })).code).toBe(1)
      expect((await client(['add', 'acme.app'])).code).toBe(2)
      expect(await installed()).toEqual([])
      expect((await client(['add', 'acme.app'], { answer: true })).code).toBe(0)
    })

    test('wants a consent of its own to privileges', async () => {
      await source('acme.agent', 'tap-acme-agent', [{ privileged: 'agent' }, { name: 'safe' }])
      const refused = await client(['add', 'acme.agent', '--yes'])
      expect([refused.code, refused.err]).toMatchInlineSnapshot(`
        [
          1,
          "add      acme.agent (variant default)
                 privileged agent
        error not added: these components are privileged, and their pods can take over the node they run on:
          acme.agent: agent
        Allow it with cozypkg add acme.agent --allow-privileged
        ",
        ]
      `)
      expect(await installed()).toEqual([])
      expect((await client(['add', 'acme.agent', '--variant', 'safe'])).code).toBe(0)
      expect(await installed()).toEqual(['acme.agent safe'])
      await api.clear()
      await source('acme.agent', 'tap-acme-agent', [{ privileged: 'agent' }])
      expect((await client(['add', 'acme.agent', '--allow-privileged'])).code).toBe(0)
      expect(await installed()).toEqual(['acme.agent default'])
    })

    test('names the commands that choose a variant', async () => {
      await source('acme.base', null, [{ name: 'small' }, { name: 'large' }])
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }])
      const named = await client(['add', 'acme.base'])
      expect([named.code, named.err]).toMatchInlineSnapshot(`
        [
          1,
          "error acme.base has several variants, and none is called default.
        Choose one:
          cozypkg add acme.base --variant small
          cozypkg add acme.base --variant large
        ",
        ]
      `)
      const needed = await client(['add', 'acme.app', '--yes'])
      expect(needed.code).toBe(1)
      expect(needed.err).toContain('--variant acme.base=large')
      const words = ['add', 'acme.app', '--yes', '--variant', 'acme.base=large']
      expect((await client(words)).code).toBe(0)
      expect(await installed()).toEqual(['acme.app default', 'acme.base large'])
      const other = await client(['add', 'acme.base', '--variant', 'small'])
      expect(other.code).toBe(1)
      expect(other.err).toContain(
        'cozypkg del acme.base, then cozypkg add acme.base --variant small',
      )
      expect((await client(['add', 'acme.app', '--variant', 'huge'])).code).toBe(1)
    })

    test('names the commands that say which package is meant', async () => {
      await source('acme.hello', 'tap-acme-hello')
      await source('other.hello', 'tap-other-hello')
      await source('other.notes', 'tap-other-hello')
      const both = await client(['add', 'hello'])
      expect([both.code, both.err]).toMatchInlineSnapshot(`
        [
          1,
          "error "hello" can be 2 packages.
        Say which:
          cozypkg add acme-hello/acme.hello
          cozypkg add other-hello/other.hello
        ",
        ]
      `)
      expect((await client(['add', 'other-hello/other.hello'])).code).toBe(0)
      expect((await client(['add', 'tap-acme-hello/hello'])).code).toBe(0)
      expect((await client(['add', 'notes'])).code).toBe(0)
      expect(await installed()).toEqual([
        'acme.hello default',
        'other.hello default',
        'other.notes default',
      ])
      expect((await client(['add', 'acme-hello/other.notes'])).code).toBe(1)
      expect((await client(['add', 'acme-helo/acme.hello'])).err).toContain(
        'Did you mean acme-hello?',
      )
      expect((await client(['add', 'acme.helo'])).err).toContain('Did you mean acme.hello?')
    })

    test('finds circles and what is not there', async () => {
      await source('a.a', null, [{ dependsOn: ['b.b'] }])
      await source('b.b', null, [{ dependsOn: ['c.c'] }])
      await source('c.c', null, [{ dependsOn: ['b.b', 'd.d'] }])
      const { code, err } = await client(['add', 'a.a', '--yes'])
      expect([code, err]).toMatchInlineSnapshot(`
        [
          1,
          "error Dependencies go round in a circle: b.b → c.c → b.b.
        Only their authors can mend that.

        c.c depends on "d.d", which the cluster has no PackageSource of.
        Tap the repository that has it: cozypkg search d.d
        ",
        ]
      `)
      expect((await client(['add'])).code).toBe(2)
    })

    test('leaves what the platform registered, or makes it the user’s own', async () => {
      await source('acme.hello', 'tap-acme-hello', [{ privileged: 'agent' }, { name: 'full' }])
      const owner = {
        apiVersion: 'cozystack.io/v1alpha1',
        kind: 'PackageSource',
        name: 'acme.hello',
      }
      const other = { apiVersion: 'v1', kind: 'ConfigMap', name: 'kept', uid: '2' }
      await register('acme.hello', 'tap-acme-hello', [{ ...owner, uid: '1' }, other])
      const same = await client(['add', 'acme.hello'])
      expect([same.code, same.out]).toEqual([0, ''])
      expect(same.err).toContain('already registered')
      const pinned = await client(['add', 'acme.hello', '--variant', 'full'])
      expect([pinned.code, pinned.out]).toEqual([0, 'Changed Package/acme.hello to variant full\n'])
      const { metadata, spec } = (await api.call('GET', `${PACKAGES}/acme.hello`)).body
      expect(spec.variant).toBe('full')
      expect(metadata.labels).toEqual({ team: 'a' })
      expect(metadata).not.toHaveProperty('annotations')
      expect(metadata.ownerReferences).toEqual([other])
    })

    test('undoes all where one fails', async () => {
      await source('acme.base')
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }])
      for (const fate of ['cut-before', 'cut-after'] as const) {
        const server = await faultingProxy(api, ({ method, count }) =>
          method === 'POST' && count === 1 ? fate : 'pass',
        )
        const { code, err } = await client(['add', 'acme.app', '--yes'], {}, server)
        expect(code).toBe(2)
        expect(err).toContain('undone: Package acme.base')
        expect(await installed()).toEqual([])
      }
    })

    test('makes a registration the platform’s again where a later one fails', async () => {
      await source('acme.base', 'tap-acme-base', [{}, { name: 'full' }])
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }])
      await register('acme.base', 'tap-acme-base')
      const before = (await api.call('GET', `${PACKAGES}/acme.base`)).body
      const server = await faultingProxy(api, ({ method }) =>
        method === 'POST' ? 'cut-before' : 'pass',
      )
      const words = ['add', 'acme.app', '--yes', '--variant', 'acme.base=full']
      const { code, err } = await client(words, {}, server)
      expect(code).toBe(2)
      expect(err).toContain('undone: Package acme.base')
      const { metadata, spec } = (await api.call('GET', `${PACKAGES}/acme.base`)).body
      expect([metadata.labels, metadata.annotations, spec]).toEqual([
        before.metadata.labels,
        before.metadata.annotations,
        before.spec,
      ])
    })

    test('takes what the platform registers meanwhile as done', async () => {
      await source('acme.base', 'tap-acme-base')
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }])
      const server = await faultingProxy(api, async ({ method, count }): Promise<Fate> => {
        if (method === 'POST' && count === 0) await register('acme.base', 'tap-acme-base')
        return 'pass'
      })
      const { code, out, err } = await client(['add', 'acme.app', '--yes'], {}, server)
      expect([code, out]).toEqual([0, 'Added Package/acme.app\n'])
      expect(err).toContain('Package acme.base was registered meanwhile')
      expect(await installed()).toEqual(['acme.app default', 'acme.base'])
    })

    test('prints objects, and reads names from files', async () => {
      await source('acme.base')
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }])
      const { out } = await client(['add', 'acme.app', '--dry-run', '-o', 'yaml'])
      expect(out).toMatchInlineSnapshot(`
        "---
        apiVersion: "cozystack.io/v1alpha1"
        kind: "Package"
        metadata:
          name: "acme.base"
        spec:
          variant: "default"
        ---
        apiVersion: "cozystack.io/v1alpha1"
        kind: "Package"
        metadata:
          name: "acme.app"
        spec:
          variant: "default"
        "
      `)
      const folder = temporaryFolder({
        'packages.yaml': out,
        'notes.txt': 'no',
        'x/other.yml': 'a: 1\n',
      })
      expect((await client(['add', '-f', folder, '--yes'])).code).toBe(0)
      expect(await installed()).toEqual(['acme.app default', 'acme.base default'])
      expect((await client(['del', '-f', `${folder}/x/other.yml`])).code).toBe(2)
      expect((await client(['del', '-f', `${folder}/packages.yaml`])).code).toBe(0)
      expect(await installed()).toEqual([])
    })
  })

  describe('del', () => {
    test('refuses while others depend on it', async () => {
      await source('acme.base')
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }, { name: 'alone' }])
      await source('acme.top', null, [{ dependsOn: ['acme.app'] }])
      await source('acme.free', null, [{ dependsOn: ['acme.base'] }])
      for (const name of ['acme.base', 'acme.app', 'acme.top']) await install(name)
      await install('acme.free', { variant: 'default', ignoreDependencies: ['acme.base'] })
      const refused = await client(['del', 'acme.base'])
      expect([refused.code, refused.err]).toMatchInlineSnapshot(`
        [
          1,
          "error other Packages depend on what is deleted:
          acme.app depends on acme.base
          acme.top depends on acme.app
        Delete all of them with cozypkg del acme.base acme.app acme.top, or only what you named with --yes.
        ",
        ]
      `)
      const all = await client(['del', 'acme.base', 'acme.app', 'acme.top'])
      expect([all.code, all.out]).toEqual([
        0,
        'Removed Package/acme.top\nRemoved Package/acme.app\nRemoved Package/acme.base\n',
      ])
      expect(await installed()).toEqual(['acme.free default'])
    })

    test('leaves out what is not installed, as upstream does', async () => {
      await install('acme.hello')
      const { code, out, err } = await client(['del', 'acme.helo', 'acme.hello'])
      expect([code, out]).toEqual([0, 'Removed Package/acme.hello\n'])
      expect(err).toContain('"acme.helo" is not installed; did you mean acme.hello?')
    })

    test('deletes all the same where it is told, and nothing in a dry run', async () => {
      await source('acme.base')
      await source('acme.app', null, [{ dependsOn: ['acme.base'] }])
      await install('acme.base')
      await install('acme.app')
      const dry = await client(['del', 'acme.base', '--dry-run', '-o', 'yaml'])
      expect(dry.out).toBe(
        '---\napiVersion: "cozystack.io/v1alpha1"\nkind: "Package"\nmetadata:\n  name: "acme.base"\n',
      )
      expect((await client(['del', 'acme.base', '--yes'])).code).toBe(0)
      expect(await installed()).toEqual(['acme.app default'])
    })
  })

  describe('untap', () => {
    test('takes along what the tap made, and its source with the last PackageSource', async () => {
      await repository('tap-acme-hello', 'oci://ghcr.io/acme/hello')
      await source('acme.hello', 'tap-acme-hello')
      await source('acme.more', 'tap-acme-hello')
      await register('acme.hello', 'tap-acme-hello')
      const first = await client(['untap', 'acme.hello'])
      expect([first.code, first.out]).toEqual([
        0,
        'Removed Package/acme.hello\nRemoved PackageSource/acme.hello\n',
      ])
      const dry = await client(['untap', 'acme.more', '--dry-run'])
      expect(dry.out).toBe(
        'Would remove PackageSource/acme.more\nWould remove OCIRepository/tap-acme-hello\n',
      )
      const last = await client(['untap', 'acme.more'])
      expect(last.out).toBe(
        'Removed PackageSource/acme.more\nRemoved OCIRepository/tap-acme-hello\n',
      )
      expect((await api.call('GET', REPOSITORIES)).body.items).toEqual([])
    })

    test('refuses while Packages depend on it, and names them', async () => {
      await repository('tap-acme-base', 'oci://ghcr.io/acme/base')
      await source('acme.base', 'tap-acme-base')
      await source('acme.app', 'tap-acme-app', [{ dependsOn: ['acme.base'] }])
      await install('acme.base')
      await install('acme.app')
      const refused = await client(['untap', 'acme.base'])
      expect([refused.code, refused.err]).toMatchInlineSnapshot(`
        [
          1,
          "error not untapped: without acme.base, these Packages are no longer reconciled:
          acme.base is installed from it
          acme.app depends on acme.base
        Remove them first with cozypkg del acme.base acme.app, or leave them as they are with --yes.
        ",
        ]
      `)
      expect((await client(['untap', 'acme.base'], { answer: false })).code).toBe(1)
      expect((await client(['untap', 'acme.base', '--yes'])).code).toBe(0)
      expect(await installed()).toEqual(['acme.app default', 'acme.base default'])
    })

    test('leaves what is not of this tap', async () => {
      await source('cozystack.core')
      await source('acme.hello', 'tap-acme-hello')
      await register('acme.hello', 'tap-of-old')
      const core = await client(['untap', 'cozystack.core'])
      expect([core.code, core.err]).toMatchInlineSnapshot(`
        [
          1,
          "error cozystack.core is no tapped repository: it lacks the label apps.cozystack.io/marketplace-tap
        Cozystack's own packages cannot be untapped.
        ",
        ]
      `)
      expect((await client(['untap', 'acme.hello'])).err).toContain(
        'acme.hello is installed from it',
      )
      expect((await client(['untap', 'acme-hello'])).err).toContain('cozypkg untap acme.hello')
      expect((await client(['untap', 'acme.helo'])).err).toContain('Did you mean acme.hello?')
    })
  })

  describe('list', () => {
    const READY = {
      type: 'Ready',
      status: 'True',
      reason: 'Succeeded',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    }

    async function fill() {
      await repository('tap-acme-hello', 'oci://ghcr.io/acme/hello', [
        { ...READY, message: 'stored artifact for digest v1.0.0' },
      ])
      await repository('tap-acme-alone', 'oci://ghcr.io/acme/alone', [], 'latest')
      await source('acme.hello', 'tap-acme-hello', [{ privileged: 'agent' }, { name: 'full' }])
      await source('acme.lost', 'tap-acme-lost')
      await source('cozystack.core')
      await register('acme.hello', 'tap-acme-hello')
      await install('acme.gone')
    }
    const entry = (name: string, version: string) =>
      `name: acme.${name}\nociRef: oci://ghcr.io/acme/${name}\nversion: ${version}\ndescription: x\n`

    test('prints the tables of upstream, and what belongs to nothing', async () => {
      await fill()
      const sources = await client(['list', '--components'])
      expect([sources.code, sources.out, sources.err]).toMatchInlineSnapshot(`
        [
          0,
          "NAME                   VARIANTS       READY     STATUS
        acme.hello             default,full   Unknown
          acme.hello.app       default
          acme.hello.agent     default
          acme.hello.app       full
        acme.lost              default        Unknown
          acme.lost.app        default
        cozystack.core         default        Unknown
          cozystack.core.app   default
        ",
          "warning OCIRepository tap-acme-alone is an orphan: no PackageSource comes from it; tap it again, or remove it with kubectl delete ocirepository -n cozy-system tap-acme-alone
        warning Package acme.gone is an orphan: its PackageSource is gone; tap its repository again, or remove it with cozypkg del acme.gone
        warning PackageSource acme.lost is an orphan: its Flux source "tap-acme-lost" is gone; tap its repository again, or remove it with cozypkg untap acme.lost
        ",
        ]
      `)
      const packages = await client(['list', '-i'])
      expect(packages.out).toMatchInlineSnapshot(`
        "NAME         VARIANT   READY     STATUS
        acme.gone    default   Unknown
        acme.hello   default   Unknown
        "
      `)
    })

    test('compares taps with the index', async () => {
      await fill()
      const index = temporaryFolder({ 'hello.yaml': entry('hello', 'v1.10.0') })
      const taps = await client(['list', '--taps', '--index', index])
      expect(taps.out).toMatchInlineSnapshot(`
        "NAME             VERSION   AVAILABLE   STATE        READY     STATUS
        tap-acme-alone   latest    unknown     not listed   Unknown
        acme.hello       v1.0.0    v1.10.0     outdated     True      stored artifact for digest v1.0.0
        "
      `)
      const outdated = await client(['list', '--outdated', '--index', index])
      expect(outdated.out.split('\n').map((line) => line.split(/ {3}/)[0])).toEqual([
        'NAME',
        'acme.hello',
        '',
      ])
      const none = await client(['list', '--outdated', '--index', '/nowhere'])
      expect(none.code).toBe(0)
      expect(none.err).toContain('what the index has is not known')
    })

    test('prints all of it as JSON', async () => {
      await fill()
      const index = temporaryFolder({ 'hello.yaml': entry('hello', 'v1.0.0') })
      const { out } = await client(['list', '--json', '--index', index])
      expect(JSON.parse(out)).toMatchObject({
        taps: [
          { source: 'tap-acme-alone', listedAs: null, available: null, isOutdated: false },
          { source: 'tap-acme-hello', listedAs: 'acme.hello', isOutdated: false, ready: 'True' },
        ],
        packageSources: [
          { name: 'acme.hello', isInstalled: true, variants: [{ privileged: ['agent'] }, {}] },
          { name: 'acme.lost', isInstalled: false },
          { name: 'cozystack.core', tap: null },
        ],
        packages: [
          { name: 'acme.gone', isRegistration: false },
          { name: 'acme.hello', isRegistration: true, variant: 'default' },
        ],
        orphans: [{ name: 'tap-acme-alone' }, { name: 'acme.gone' }, { name: 'acme.lost' }],
      })
    })
  })
})
