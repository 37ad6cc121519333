import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { packArtifact, pushArtifact } from '../../src/io/registry/flux-artifact.ts'
import { openRepository } from '../../src/io/registry/oci-registry.ts'
import { DEMO_REGISTRY } from '../demo/demo-index.ts'
import { EXAMPLES } from '../demo/example-repositories.ts'
import { startRegistry, USER } from '../interop/docker-registry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Fate, faultingProxy } from './faulting-proxy.ts'
import { PACKAGES, REPOSITORIES, SOURCES } from './kubernetes.ts'
import { setUpTaps, tapObstacle } from './tap-setup.ts'

describe.skipIf(tapObstacle() !== null)('tap', () => {
  const setup = setUpTaps()
  const source = async () => (await setup.api.call('GET', `${REPOSITORIES}/tap-acme-hello`)).body
  const hello = async () => (await setup.api.call('GET', `${SOURCES}/acme.hello`)).body

  test('creates what every client of Cozystack creates, and demands the signature', async () => {
    const { code, out, err } = await setup.client(['tap', 'acme.hello', '--yes'])
    expect({ code, out, err: anonymous(err) }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "warning the index has not checked acme.hello v1.0.0
      warning acme.hello depends on "cozystack.cozystack-engine", which the cluster does not have
      oci://registry.example/acme/hello:v1.0.0
        digest      sha256:…
        signature   matched https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main
        on cluster  Flux demands this signature of every later version
        adds        OCIRepository tap-acme-hello
                    PackageSource acme.hello (default: hello, hello-rd, needs cozystack.cozystack-engine)
                    application Hello (Examples)
      ",
        "out": "Tapped oci://registry.example/acme/hello:v1.0.0
        OCIRepository/tap-acme-hello (oci://registry.example/acme/hello:v1.0.0)
        PackageSource/acme.hello
      The platform registers its applications by itself.
      ",
      }
    `)
    const { metadata, spec } = await source()
    expect(metadata.labels).toEqual({ 'apps.cozystack.io/marketplace-tap': 'true' })
    expect(metadata.annotations).toEqual({ 'apps.cozystack.io/tap-name': 'tap-acme-hello' })
    expect(spec).toMatchObject({
      interval: '5m',
      url: 'oci://registry.example/acme/hello',
      ref: { tag: 'v1.0.0' },
      verify: {
        provider: 'cosign',
        matchOIDCIdentity: [
          {
            issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
            subject:
              '^https://github\\.com/acme/hello/\\.github/workflows/release\\.yaml@refs/heads/main$',
          },
        ],
      },
    })
    expect(spec.ref).toEqual({ tag: 'v1.0.0' })
    expect(spec).not.toHaveProperty('secretRef')
    const managers = metadata.managedFields.map((one: { manager: string; operation: string }) => [
      one.manager,
      one.operation,
    ])
    expect(managers).toEqual(
      expect.arrayContaining([
        ['cozypkg', 'Apply'],
        ['cozypkg-verify', 'Apply'],
      ]),
    )
    const packageSource = await hello()
    expect(packageSource.metadata.labels).toEqual({ 'apps.cozystack.io/marketplace-tap': 'true' })
    expect(packageSource.metadata.annotations).toEqual({
      'apps.cozystack.io/tap-source': 'tap-acme-hello',
    })
    expect(packageSource.spec.sourceRef).toEqual({
      kind: 'OCIRepository',
      name: 'tap-acme-hello',
      namespace: 'cozy-system',
      path: '/',
    })
    expect(packageSource.spec.variants).toEqual([
      {
        name: 'default',
        dependsOn: ['cozystack.cozystack-engine'],
        components: [
          { name: 'hello', path: 'apps/hello' },
          {
            name: 'hello-rd',
            path: 'system/hello-rd',
            install: { namespace: 'cozy-system', releaseName: 'hello-rd' },
          },
        ],
      },
    ])
  })

  test('keeps the demand for a signature where another client taps again', async () => {
    await setup.client(['tap', 'acme.hello', '--yes'])
    const { spec } = await source()
    // As upstream's client applies it: the same manager, all that it knows, and nothing of verify.
    const again = {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: {
        name: 'tap-acme-hello',
        namespace: 'cozy-system',
        labels: { 'apps.cozystack.io/marketplace-tap': 'true' },
        annotations: { 'apps.cozystack.io/tap-name': 'tap-acme-hello' },
      },
      spec: {
        interval: '5m0s',
        url: 'oci://registry.example/acme/hello',
        ref: { tag: 'v1.1.0' },
      },
    }
    const path = `${REPOSITORIES}/tap-acme-hello?fieldManager=cozypkg&force=true`
    const answer = await setup.api.call('PATCH', path, again, 'application/apply-patch+yaml')
    expect(answer.status).toBe(200)
    const after = await source()
    expect(after.spec.ref).toEqual({ tag: 'v1.1.0' })
    expect(after.spec.verify).toEqual(spec.verify)
  })

  test('pins bytes, names a Secret, and leaves the signature to others, as it is told', async () => {
    await setup.client([
      'tap',
      'acme.hello',
      '--yes',
      '--digest',
      '--secret',
      'acme-pull',
      '--no-verify',
    ])
    const { spec } = await source()
    expect(spec.ref).toEqual({ tag: 'v1.0.0', digest: expect.stringMatching(/^sha256:/) })
    expect(spec.secretRef).toEqual({ name: 'acme-pull' })
    expect(spec).not.toHaveProperty('verify')

    const other = `sha256:${'0'.repeat(64)}`
    const missing = await setup.client(['tap', 'acme.hello', '--yes', '--digest', other])
    expect(missing.code).toBe(2)
    const odd = await setup.client(['tap', '--digest', 'acme.hello'])
    expect(odd.code).toBe(2)
    expect(odd.err).toContain('write --digest behind the package')
  })

  test('takes back its own demand with --no-verify, and no pin stays behind', async () => {
    await setup.client(['tap', 'acme.hello', '--yes', '--digest'])
    await setup.client(['tap', 'acme.hello', '--yes', '--no-verify'])
    const { spec, metadata } = await source()
    expect(spec).not.toHaveProperty('verify')
    expect(spec.ref).toEqual({ tag: 'v1.0.0' })
    expect(JSON.stringify(metadata.managedFields)).not.toContain('cozypkg-verify')
  })

  test('tells the operator to read anew', async () => {
    await setup.client(['tap', 'acme.hello', '--yes'])
    const revision = 'apps.cozystack.io/materialized-revision'
    const patch = { metadata: { annotations: { [revision]: 'v1.0.0@sha256:1', kept: 'yes' } } }
    const path = `${REPOSITORIES}/tap-acme-hello?fieldManager=operator`
    await setup.api.call('PATCH', path, patch, 'application/merge-patch+json')
    const again = await setup.client(['tap', 'acme.hello@v1.1.0', '--yes'])
    expect(again.code).toBe(0)
    expect(again.err).toContain('updates')
    expect(again.err).toMatch(
      /privileged {2}hello-agent in cozy-hello \(acme\.hello, variant default\)/,
    )
    expect((await source()).metadata.annotations).toEqual({
      'apps.cozystack.io/tap-name': 'tap-acme-hello',
      kept: 'yes',
    })
  })

  test('says what it would do, and does nothing', async () => {
    const plan = await setup.client(['tap', 'acme.hello', '--dry-run'])
    expect(plan.code).toBe(0)
    expect(plan.out).toBe('')
    const yaml = await setup.client(['tap', 'acme.hello', '--dry-run', '-o', 'yaml'])
    const documents = parseAllDocuments(yaml.out).map((document) => document.toJS())
    expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'OCIRepository tap-acme-hello',
      'PackageSource acme.hello',
    ])
    expect(documents[0].spec.verify.provider).toBe('cosign')
    expect((await source()).code).toBe(404)
    const nowhere = await setup.client(['tap', 'acme.hello', '--dry-run', '-o', 'yaml'], {
      server: 'http://127.0.0.1:1',
    })
    expect(nowhere.out).toBe(yaml.out)
    expect(nowhere.err).toContain('conflicts on the cluster were not looked for')
    expect((await setup.client(['tap', 'acme.hello', '-o', 'yaml'])).code).toBe(2)
  })

  test('asks, and takes no for an answer', async () => {
    expect((await setup.client(['tap', 'acme.hello'], { answer: false })).code).toBe(1)
    const alone = await setup.client(['tap', 'acme.hello'])
    expect(alone.code).toBe(2)
    expect(alone.err).toContain('say yes with --yes')
    expect((await source()).code).toBe(404)
    expect((await setup.client(['tap', 'acme.hello'], { answer: true })).code).toBe(0)
  })

  test('taps a reference as upstream does, without an index', async () => {
    const reference = `oci://${setup.registry.host}/acme/hello`
    const { code, err } = await setup.client(['tap', reference, '--tag', 'v1.0.0', '--yes'])
    expect(code).toBe(0)
    expect(err).toContain('nobody has looked at its signature')
    const { spec } = await source()
    expect(spec.url).toBe(reference)
    expect(spec).not.toHaveProperty('verify')
    const digest = await setup.client(['tap', `${reference}@sha256:${'a'.repeat(64)}`])
    expect(digest.code).toBe(1)
    expect(digest.err).toContain('--digest')
  })

  test('refuses a name that Cozystack, another tap or another address holds', async () => {
    const own = {
      apiVersion: 'cozystack.io/v1alpha1',
      kind: 'PackageSource',
      metadata: { name: 'acme.hello' },
    }
    await setup.api.call('POST', SOURCES, { ...own, spec: {} })
    const core = await setup.client(['tap', 'acme.hello', '--yes'])
    expect([core.code, core.err]).toMatchInlineSnapshot(`
      [
        1,
        "warning the index has not checked acme.hello v1.0.0
      error The cluster has a PackageSource acme.hello that no tap made: Cozystack's own, or somebody's who applied it by hand.
      A tap never replaces such a one. Tell the author that the name is taken.
      ",
      ]
    `)
    await setup.api.clear()
    const labels = { 'apps.cozystack.io/marketplace-tap': 'true' }
    const annotations = { 'apps.cozystack.io/tap-source': 'tap-other-hello' }
    await setup.api.call('POST', SOURCES, {
      ...own,
      metadata: { name: 'acme.hello', labels, annotations },
      spec: {},
    })
    const other = await setup.client(['tap', 'acme.hello', '--yes'])
    expect(other.code).toBe(1)
    expect(other.err).toContain('belongs to another tap, tap-other-hello')
    await setup.api.clear()
    await setup.client(['tap', 'acme.hello', '--yes'])
    const moved = await setup.client([
      ...['tap', `oci://${setup.registry.host}/acme/hello:v1.0.0`, '--yes'],
    ])
    expect(moved.code).toBe(1)
    expect(moved.err).toContain('Another repository is tapped as tap-acme-hello')
    expect(moved.err).toContain('cozypkg untap acme.hello')
    expect((await source()).spec.url).toBe('oci://registry.example/acme/hello')
  })

  test('leaves a demand that somebody else made', async () => {
    await setup.client(['tap', 'acme.hello', '--yes', '--no-verify'])
    const verify = { provider: 'cosign', secretRef: { name: 'our-keys' } }
    const path = `${REPOSITORIES}/tap-acme-hello?fieldManager=kubectl-edit`
    const patch = { spec: { verify: { ...verify, secretRef: undefined, matchOIDCIdentity: [] } } }
    await setup.api.call('PATCH', path, patch, 'application/merge-patch+json')
    const refused = await setup.client(['tap', 'acme.hello', '--yes'])
    expect([refused.code, refused.err]).toMatchInlineSnapshot(`
      [
        1,
        "warning the index has not checked acme.hello v1.0.0
      error Whose signature Flux demands of tap-acme-hello was set by "kubectl-edit", and is not what the index records.
      Keep it with --no-verify, or remove spec.verify of the OCIRepository first.
      ",
      ]
    `)
    expect((await setup.client(['tap', 'acme.hello', '--yes', '--no-verify'])).code).toBe(0)
    expect((await source()).spec.verify).toEqual({ provider: 'cosign', matchOIDCIdentity: [] })
  })

  test('refuses what is frozen, and warns of what was withdrawn', async () => {
    const file = join(setup.demo.indexDir, 'lifecycle.yaml')
    writeFileSync(
      file,
      'acme.hello: { state: frozen, reason: It reads your keys., advisory: "https://acme.example/1" }\nacme.notes: { state: active, yanked: { v0.3.0: Loses notes. } }\n',
    )
    const frozen = await setup.client(['tap', 'acme.hello', '--yes'])
    const yanked = await setup.client(['tap', 'acme.notes', '--yes'])
    writeFileSync(file, '{}\n')
    expect([frozen.code, frozen.err]).toMatchInlineSnapshot(`
      [
        1,
        "error acme.hello is frozen, and must not be tapped: It reads your keys.
      Read https://acme.example/1
      ",
      ]
    `)
    expect(yanked.code).toBe(0)
    expect(yanked.err).toContain('acme.notes v0.3.0 was withdrawn: Loses notes.')
  })

  test('refuses what another has signed', async () => {
    const file = join(setup.demo.indexDir, 'packages/acme.notes.yaml')
    const entry = readFileSync(file, 'utf8')
    writeFileSync(file, entry.replace('release.yaml', 'other.yaml'))
    const { code, err } = await setup.client(['tap', 'acme.notes', '--yes', '--skip-validate'])
    writeFileSync(file, entry)
    expect(code).toBe(1)
    expect(err).toContain('is not signed by whom the index names')
    expect((await setup.api.call('GET', REPOSITORIES)).body.items).toEqual([])
  })

  test('shows what Flux says until it is done, or gives up', async () => {
    const says = async (
      status: 'True' | 'False',
      reason: string,
      message: string,
      type = 'Ready',
    ) => {
      const { body } = await setup.api.call('GET', `${REPOSITORIES}/tap-acme-hello`)
      const lastTransitionTime = '2026-01-01T00:00:00Z'
      const conditions = [{ type, status, reason, message, lastTransitionTime }]
      const path = `${REPOSITORIES}/tap-acme-hello/status`
      const answer = await setup.api.call('PUT', path, { ...body, status: { conditions } })
      expect(answer.status).toBe(200)
    }
    let writes = 0
    let looks = 0
    const server = await faultingProxy(setup.api, async ({ method, path }): Promise<Fate> => {
      if (method === 'PATCH') writes++
      if (method !== 'GET' || writes < 3 || !path.endsWith('/tap-acme-hello')) return 'pass'
      looks++
      if (looks === 2) await says('False', 'VerificationError', 'no matching signatures')
      if (looks === 3) await says('True', 'Succeeded', 'stored artifact')
      return 'pass'
    })
    const waiting = setup.client(['tap', 'acme.hello', '--yes', '--wait'], { server })
    const { code, err } = await waiting
    expect(code).toBe(0)
    expect(err.split('\n').filter((line) => line.startsWith('Flux'))).toEqual([
      'Flux: VerificationError: no matching signatures',
      'Flux: Succeeded: stored artifact',
    ])
    await says('True', 'URLInvalid', 'cannot parse it', 'Stalled')
    const stalled = await setup.client(['tap', 'acme.hello', '--yes', '--wait'])
    expect(stalled.code).toBe(1)
    expect(stalled.err).toContain('Flux: URLInvalid: cannot parse it')
    await setup.api.clear()
    const silent = await setup.client(['tap', 'acme.hello', '--yes', '--wait', '--timeout', '0'])
    expect(silent.code).toBe(1)
    expect(silent.err).toContain('is its source-controller running?')
  })

  test('pulls a private repository with the login of this machine, and says what the cluster needs', async () => {
    const registry = await startRegistry('password')
    try {
      const options = { allowedHosts: [], insecureHosts: new Set([registry.host]) }
      const credentials = async () => USER
      const repository = openRepository(registry.host, 'acme/hello', { ...options, credentials })
      const [example] = EXAMPLES
      const metadata = {
        source: 'https://git.example',
        revision: 'v1',
        created: '2026-01-01T00:00:00Z',
      }
      const files = temporaryFolder(example?.releases[0]?.files)
      await pushArtifact(repository, packArtifact(files, metadata), 'v1.0.0')
      await repository.close()
      const reference = `oci://${registry.host}/acme/hello:v1.0.0`
      const words = ['tap', reference, '--yes', '--insecure-registry', registry.host]
      const stranger = await setup.client(words, { env: { DOCKER_CONFIG: temporaryFolder() } })
      expect(stranger.code).toBe(2)
      const auth = Buffer.from(`${USER.username}:${USER.password}`).toString('base64')
      const DOCKER_CONFIG = temporaryFolder({
        'config.json': JSON.stringify({ auths: { [registry.host]: { auth } } }),
      })
      const open = await setup.client(words, { env: { DOCKER_CONFIG } })
      expect(open.code).toBe(0)
      expect(open.err).toContain('name it with --secret')
      const named = await setup.client([...words, '--secret', 'acme-pull'], {
        env: { DOCKER_CONFIG },
      })
      expect(named.err).not.toContain('name it with --secret')
      expect((await source()).spec.secretRef).toEqual({ name: 'acme-pull' })
    } finally {
      await registry.stop()
    }
  })

  test('says of a tag that it is not what the index checked', async () => {
    const { demo, registry } = setup
    const refresh = fileURLToPath(new URL('../../scripts/refresh.ts', import.meta.url))
    await promisify(execFile)(process.execPath, [
      ...[refresh, '--index', demo.indexDir, '--trusted-root', demo.trustedRoot],
      ...['--status', temporaryFolder(), '--now', '2026-11-01T00:00:00Z'],
      ...['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`],
    ])
    expect(existsSync(join(demo.indexDir, 'releases/acme.hello/v1.0.0.json'))).toBe(true)
    const same = await setup.client(['tap', 'acme.hello', '--yes'])
    expect(same.err).not.toContain('the index')
    await demo.moveTag('acme.hello', 'v1.0.0')
    const moved = await setup.client(['tap', 'acme.hello', '--yes'])
    expect(moved.code).toBe(0)
    expect(moved.err).toMatch(/warning v1\.0\.0 is not what the index checked: it is sha256:/)
  })

  test('the whole way: tap, add, list, del, untap', async () => {
    const engine = { name: 'cozystack.cozystack-engine' }
    const apiVersion = 'cozystack.io/v1alpha1'
    await setup.api.call('POST', SOURCES, {
      apiVersion,
      kind: 'PackageSource',
      metadata: engine,
      spec: { variants: [{ name: 'default' }] },
    })
    const spec = { variant: 'default' }
    await setup.api.call('POST', PACKAGES, { apiVersion, kind: 'Package', metadata: engine, spec })
    const steps = [
      ['tap', 'acme.notes', '--yes'],
      ['add', 'acme-notes/acme.notes'],
      ['list', '--installed'],
      ['untap', 'acme.notes'],
      ['del', 'acme.notes'],
      ['untap', 'acme.notes'],
    ]
    const told: [string, number, string][] = []
    for (const step of steps) {
      const { code, out } = await setup.client(step)
      told.push([step.join(' '), code, out])
    }
    expect(told).toMatchInlineSnapshot(`
      [
        [
          "tap acme.notes --yes",
          0,
          "Tapped oci://registry.example/acme/notes:v0.3.0
        OCIRepository/tap-acme-notes (oci://registry.example/acme/notes:v0.3.0)
        PackageSource/acme.notes
      The platform registers its applications by itself.
      ",
        ],
        [
          "add acme-notes/acme.notes",
          0,
          "Added Package/acme.notes
      ",
        ],
        [
          "list --installed",
          0,
          "NAME                         VARIANT   READY     STATUS
      acme.notes                   default   Unknown
      cozystack.cozystack-engine   default   Unknown
      ",
        ],
        [
          "untap acme.notes",
          1,
          "",
        ],
        [
          "del acme.notes",
          0,
          "Removed Package/acme.notes
      ",
        ],
        [
          "untap acme.notes",
          0,
          "Removed PackageSource/acme.notes
      Removed OCIRepository/tap-acme-notes
      ",
        ],
      ]
    `)
    expect((await setup.api.call('GET', REPOSITORIES)).body.items).toEqual([])
  })

  test('knows what is near a name that the index does not have', async () => {
    const { code, err } = await setup.client(['tap', 'acme.helo', '--yes'])
    expect(code).toBe(1)
    expect(err).toContain('Did you mean acme.hello?')
    expect((await setup.client(['tap', 'acme.hello@v9.9.9', '--yes'])).code).toBe(2)
  })
})

/** Digests change with the day on which the artifacts are packed. */
function anonymous(text: string): string {
  return text.replace(/sha256:[0-9a-f]{64}/g, 'sha256:…')
}
