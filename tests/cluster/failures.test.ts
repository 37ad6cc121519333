import { spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runClient } from '../cli/run-client.ts'
import { DEMO_REGISTRY } from '../demo/demo-index.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Fate, faultingProxy, type Seen } from './faulting-proxy.ts'
import { PACKAGES, REPOSITORIES, SOURCES, startKubernetesApi } from './kubernetes.ts'
import { setUpTaps, tapObstacle } from './tap-setup.ts'

const CLIENT = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

describe.skipIf(tapObstacle() !== null)('a cluster that does not do what it is asked', () => {
  const setup = setUpTaps()
  const list = (kubeconfig: string, env: Record<string, string> = {}) =>
    runClient(['list', '--kubeconfig', kubeconfig], { env })
  const objects = async () => {
    const lists = await Promise.all(
      [REPOSITORIES, SOURCES, PACKAGES].map((path) => setup.api.call('GET', path)),
    )
    return lists.flatMap(({ body }) => body.items)
  }
  /** What can be told apart of an object: all but its bookkeeping. */
  const content = (all: { metadata: object; spec: object }[]) =>
    all.map(({ metadata, spec }) => {
      const {
        managedFields: _,
        resourceVersion: __,
        generation: ___,
        ...rest
      } = metadata as Record<string, unknown>
      return { metadata: rest, spec }
    })

  test('kubeconfigs that cannot be used', async () => {
    const folder = temporaryFolder({
      'empty.yaml': '',
      'text.yaml': 'just words',
      'broken.yaml': 'clusters: [\n  - name: a\n',
      'no-context.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\nusers: []\n',
      'other-context.yaml':
        'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncurrent-context: b\ncontexts: [{name: a, context: {cluster: c, user: u}}]\n',
      'no-cluster.yaml':
        'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]\n',
      'no-certificate.yaml':
        'apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: "https://127.0.0.1:1", certificate-authority: ca.crt}}]\nusers: [{name: u, user: {}}]\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]\n',
      'no-plugin.yaml':
        'apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]\nusers: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: kubectl-no-such-login}}}]\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]\n',
    })
    const names = ['absent', 'empty', 'text', 'broken', 'no-context', 'other-context', 'no-cluster']
    const texts: Record<string, string> = {}
    for (const name of [...names, 'no-certificate', 'no-plugin']) {
      const { code, err } = await list(join(folder, `${name}.yaml`))
      expect(code, err).toBe(2)
      texts[name] = err.replaceAll(folder, '.')
    }
    const env = { KUBECONFIG: join(folder, 'gone.yaml'), HOME: folder }
    texts['KUBECONFIG'] = (await runClient(['list'], { env })).err.replaceAll(folder, '.')
    texts['none'] = (await runClient(['list'], { env: { HOME: folder } })).err
    expect(texts).toMatchSnapshot()
  })

  test.skipIf(process.getuid?.() === 0 && !process.setuid)(
    'a kubeconfig that may not be read',
    async () => {
      const file = join(temporaryFolder({ config: 'x' }), 'config')
      chmodSync(file, 0)
      const { seteuid } = process
      const isRoot = process.getuid?.() === 0
      if (isRoot) seteuid?.(65534)
      const { code, err } = await list(file).finally(() => {
        if (isRoot) seteuid?.(0)
      })
      expect(code).toBe(2)
      expect(err).toMatch(/cannot be read/)
    },
  )

  test('several kubeconfigs are one, and the first that is there counts', async () => {
    const good = setup.api.kubeconfig('admin')
    const other = temporaryFolder({
      'config.yaml': 'apiVersion: v1\nkind: Config\ncurrent-context: test\n',
    })
    const KUBECONFIG = ['/nowhere', join(other, 'config.yaml'), good].join(':')
    expect((await runClient(['list'], { env: { KUBECONFIG } })).code).toBe(0)
  })

  test('clusters that are not there, are no clusters, or do not know the caller', async () => {
    const proxies = {
      'a web page': await faultingProxy(setup.api, () => ({
        status: 200,
        body: '<html>Log in</html>',
      })),
      'not found as a web page': await faultingProxy(setup.api, () => ({
        status: 404,
        body: '<html>',
      })),
      'in trouble': await faultingProxy(setup.api, () => ({ status: 503, body: 'no backend' })),
      'cut off': await faultingProxy(setup.api, () => 'cut-before'),
    }
    const texts: Record<string, string> = {}
    for (const [name, server] of Object.entries({
      'nobody there': 'http://127.0.0.1:1',
      ...proxies,
    })) {
      const { code, err } = await list(setup.api.kubeconfig('admin', server))
      expect(code, err).toBe(2)
      texts[name] = err.replaceAll(server, 'SERVER')
    }
    const file = setup.api.kubeconfig('expired')
    const expired = await list(file)
    texts['expired'] = expired.err.replaceAll(setup.api.server, 'SERVER').replaceAll(file, 'FILE')
    const stranger = temporaryFolder({
      'config.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c', cluster: { server: setup.api.server } }],
        users: [{ name: 'u', user: { token: 'admin-token' } }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      }),
    })
    const untrusted = await list(join(stranger, 'config.json'))
    texts['untrusted'] = untrusted.err.replaceAll(setup.api.server, 'SERVER')
    expect(texts).toMatchSnapshot()
    expect([expired.code, untrusted.code]).toEqual([2, 2])
  })

  test('a cluster that is busy is asked again', async () => {
    const server = await faultingProxy(setup.api, ({ method, count }) =>
      method === 'GET' && count === 0
        ? { status: 429, headers: { 'retry-after': '0' }, body: 'slow down' }
        : 'pass',
    )
    expect((await list(setup.api.kubeconfig('admin', server))).code).toBe(0)
  })

  test('a proxy of the environment is used, but not for this machine', async () => {
    const asked: string[] = []
    const proxy = await faultingProxy(setup.api, ({ path }) => {
      asked.push(path)
      return { status: 200, body: '{"items":[]}' }
    })
    const away = setup.api.kubeconfig('admin', 'http://api.cluster.example:8080')
    expect((await list(away, { HTTP_PROXY: proxy })).code).toBe(0)
    expect(asked).toContain(`http://api.cluster.example:8080${SOURCES}`)
    asked.length = 0
    const here = setup.api.kubeconfig('admin')
    expect((await list(here, { HTTPS_PROXY: proxy, HTTP_PROXY: proxy })).code).toBe(0)
    expect(asked).toEqual([])
  })

  test('a user who may read only is told what is forbidden, and nothing is left', async () => {
    const viewer = await setup.client(['tap', 'acme.hello', '--yes'], { as: 'viewer' })
    expect(viewer.code).toBe(2)
    expect(
      viewer.err.replaceAll(setup.api.server, 'SERVER').split('\n').slice(-3),
    ).toMatchInlineSnapshot(`
      [
        "error SERVER forbids it: ocirepositories.source.toolkit.fluxcd.io "tap-acme-hello" is forbidden: User "viewer" cannot patch resource "ocirepositories" in API group "source.toolkit.fluxcd.io" in the namespace "cozy-system"",
        "Taps and packages belong to the whole cluster: ask its administrator for the right, or to do it.",
        "",
      ]
    `)
    const half = await setup.client(['tap', 'acme.hello', '--yes'], { as: 'half' })
    expect(half.code).toBe(2)
    expect(half.err).toContain('undone: OCIRepository tap-acme-hello')
    expect(half.err).toContain('cannot patch resource "packagesources"')
    expect(await objects()).toEqual([])
  })

  test('a cluster without Cozystack says so', async () => {
    const bare = await startKubernetesApi({ definitions: false })
    const { code, err } = await list(bare.kubeconfig('admin')).finally(() => bare.stop())
    expect(code).toBe(2)
    expect(err.replaceAll(bare.server, 'SERVER')).toMatchInlineSnapshot(`
      "error SERVER knows no PackageSource of cozystack.io/v1alpha1, which Cozystack brings
      Check that this is the cluster that you mean, and that Cozystack is installed and new enough.
      "
    `)
  })

  test('names that Kubernetes does not take are found before anything is applied', async () => {
    const { packArtifact, pushArtifact } = await import('../../src/io/registry/flux-artifact.ts')
    const { openRepository } = await import('../../src/io/registry/oci-registry.ts')
    const { host } = setup.registry
    const files = {
      'core/platform/sources/odd.yaml':
        'apiVersion: cozystack.io/v1alpha1\nkind: PackageSource\nmetadata: { name: acme.Odd_Name }\nspec:\n  sourceRef: { kind: OCIRepository, name: x, namespace: cozy-system, path: / }\n  variants: [{ name: default, components: [{ name: odd, path: apps/odd }] }]\n',
      'apps/odd/Chart.yaml': 'apiVersion: v2\nname: odd\nversion: 1.0.0\n',
    }
    const packed = packArtifact(temporaryFolder(files), {
      source: 'https://git.example/acme/odd',
      revision: 'v1',
      created: '2026-01-02T03:04:05Z',
    })
    const repository = openRepository(host, 'acme/odd', {
      allowedHosts: [],
      insecureHosts: new Set([host]),
    })
    await pushArtifact(repository, packed, 'v1.0.0')
    const writes: string[] = []
    const server = await faultingProxy(setup.api, ({ method, path }) => {
      if (method !== 'GET') writes.push(path)
      return 'pass'
    })
    const reference = `oci://${host}/acme/odd:v1.0.0`
    const validated = await setup.client(['tap', reference, '--yes'], { server })
    expect(validated.code).toBe(1)
    expect(validated.err).toContain('[ps-name]')
    const skipped = await setup.client(['tap', reference, '--yes', '--skip-validate'], { server })
    expect(skipped.code).toBe(1)
    expect(skipped.err).toContain('"acme.Odd_Name", which Kubernetes takes for no name')
    expect(writes).toEqual([])
  })

  /** Every place where a tap can be cut: each of its writes, before and after the cluster did it. */
  const cuts: [string, (seen: Seen) => Fate][] = [0, 1, 2].flatMap((nth) =>
    (['cut-before', 'cut-after'] as const).map((fate): [string, (seen: Seen) => Fate] => [
      `${fate} of write ${nth + 1}`,
      ({ method, count, path }) =>
        method === 'PATCH' && path.includes('fieldManager=cozypkg') && count === nth
          ? fate
          : 'pass',
    ]),
  )

  test.each(cuts)('a new tap, %s, leaves nothing', async (_, decide) => {
    const server = await faultingProxy(setup.api, decide)
    const { code, err } = await setup.client(['tap', 'acme.hello', '--yes'], { server })
    expect(code).toBe(2)
    expect(err).toContain('the connection was cut')
    expect(await objects()).toEqual([])
  })

  test.each(cuts)('a tap of another version, %s, leaves all as it was', async (_, decide) => {
    await setup.client(['tap', 'acme.hello', '--yes', '--secret', 'acme-pull'])
    const patch = { metadata: { annotations: { note: 'ours' } }, spec: { suspend: true } }
    const path = `${REPOSITORIES}/tap-acme-hello?fieldManager=kubectl-edit`
    await setup.api.call('PATCH', path, patch, 'application/merge-patch+json')
    const before = content(await objects())
    const server = await faultingProxy(setup.api, decide)
    const words = ['tap', 'acme.hello@v1.1.0', '--yes', '--digest']
    const { code } = await setup.client(words, { server })
    expect(code).toBe(2)
    expect(content(await objects())).toEqual(before)
  })

  test('what cannot be undone is named', async () => {
    let isGone = false
    const server = await faultingProxy(setup.api, ({ method, count }) => {
      if (method === 'PATCH' && count === 2) isGone = true
      return isGone ? 'cut-before' : 'pass'
    })
    const { code, err } = await setup.client(['tap', 'acme.hello', '--yes'], { server })
    expect(code).toBe(2)
    expect(err).toContain('NOT undone: OCIRepository tap-acme-hello')
  })

  test.each([0, 1, 2])('Ctrl+C during write %d is answered with an undo', async (nth) => {
    let press: () => void = () => undefined
    const server = await faultingProxy(setup.api, ({ method, count }) => {
      if (method !== 'PATCH' || count !== nth) return 'pass'
      press()
      return { wait: 300 }
    })
    const { demo, registry, api } = setup
    const client = spawn(process.execPath, [
      ...[CLIENT, 'tap', 'acme.hello', '--yes', '--index', demo.indexDir],
      ...['--kubeconfig', api.kubeconfig('admin', server), '--trusted-root', demo.trustedRoot],
      ...['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`],
    ])
    press = () => client.kill('SIGINT')
    let err = ''
    client.stderr.on('data', (chunk) => {
      err += chunk
    })
    const code = await new Promise((resolve) => client.once('exit', resolve))
    expect(code, err).toBe(130)
    expect(err).toContain('undone: OCIRepository tap-acme-hello')
    expect(await objects()).toEqual([])
  })

  test('an untap that is cut says what is left', async () => {
    await setup.client(['tap', 'acme.hello', '--yes'])
    const server = await faultingProxy(setup.api, ({ method, count }) =>
      method === 'DELETE' && count === 1 ? 'cut-before' : 'pass',
    )
    const { code, out, err } = await setup.client(['untap', 'acme.hello'], { server })
    expect(code).toBe(2)
    expect(out).toBe('Removed PackageSource/acme.hello\n')
    expect(err).toContain('NOT removed: OCIRepository/tap-acme-hello')
  })
})
