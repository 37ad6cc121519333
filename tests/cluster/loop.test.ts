import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StaticServer, serveFolder } from '../../src/io/static-server.ts'
import { type LocalGithub, startGithub } from '../github/local-github.ts'
import { openapiObstacle } from '../github/openapi.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from '../interop/docker-registry.ts'
import { GitRepository } from '../io/git-repository.ts'
import { runScript } from '../scripts/run-script.ts'
import { type SigstoreServer, startSigstore } from '../signing/sigstore-server.ts'
import { apiObstacle, type KubernetesApi, startKubernetesApi } from './kubernetes.ts'

const obstacle = apiObstacle() ?? registryObstacle() ?? openapiObstacle()
if (obstacle) process.stderr.write(`the loop is not tested: ${obstacle}\n`)

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PACKAGE = 'oci://ghcr.io/acme/hello'
const ENTRIES = 'oci://ghcr.io/cozystack/packages-index'

/** How long a dozen processes and a bundler take on a busy machine. */
const MINUTES = 600_000

/**
 * What an author, the index's workflows and the administrator of a cluster do one after the other,
 * each by the command line they have: the packed client, and the scripts of the workflows.
 */
describe.skipIf(obstacle !== null)('the loop', () => {
  let folder: string
  let registry: DockerRegistry
  let sigstore: SigstoreServer
  let github: LocalGithub
  let api: KubernetesApi
  let site: StaticServer
  let author: GitRepository

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packages-index-loop-'))
    const packed = runScript('pack-cozypkg', ['--out', join(folder, 'pack')])
    if (packed.status !== 0) throw new Error(packed.stderr)
    registry = await startRegistry('open')
    sigstore = await startSigstore()
    writeFileSync(join(folder, 'trusted_root.json'), sigstore.trustedRoot)
    const own = ['policy.yaml', 'lifecycle.yaml'].map((name) => `index/${name}`)
    github = await startGithub(
      Object.fromEntries(own.map((path) => [path, readFileSync(`${ROOT}${path}`, 'utf8')])),
    )
    for (const [login, id] of [
      ['jane', 7],
      ['mary', 8],
    ] as const) {
      github.state.tokens.set(login, github.state.addAccount({ login, id, type: 'User' }))
    }
    github.state.writers.add('mary')
    api = await startKubernetesApi()
    mkdirSync(join(folder, 'pages'))
    site = await serveFolder(join(folder, 'pages'), '/', 0)
  }, MINUTES)

  afterAll(async () => {
    await site?.close()
    await api?.stop()
    await github?.remove()
    sigstore?.close()
    await registry?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** As GitHub Pages serves it, below the name of the repository. */
  const catalogDir = () => join(folder, 'pages/packages-index')
  const siteUrl = () => `${site.url}packages-index/`
  const local = () => ['--insecure-registry', `ghcr.io=${registry.host}`]
  const trusted = () => ['--trusted-root', join(folder, 'trusted_root.json')]

  /** Runs a command as its user would, and says what they see, without what differs from run to run. */
  async function see(command: string, args: string[], env: Record<string, string> = {}) {
    const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...inherited } = process.env
    // One pipe for both, so that what is seen has the order in which it was written.
    const child = spawn('sh', ['-c', 'exec "$@" 2>&1', 'sh', command, ...args], {
      cwd: ROOT,
      env: {
        ...inherited,
        NO_COLOR: '1',
        XDG_CACHE_HOME: join(folder, 'cache'),
        DOCKER_CONFIG: join(folder, 'docker'),
        COZYPKG_INDEX: siteUrl(),
        KUBECONFIG: api.kubeconfig('admin'),
        ...env,
      },
    })
    let seen = ''
    child.stdout.on('data', (chunk) => {
      seen += chunk
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    const text = seen
      .replaceAll(folder, '…')
      .replaceAll(registry.host, 'REGISTRY')
      .replaceAll(siteUrl(), 'SITE/')
      // Nobody answers for the example, and resolvers say so in words of their own.
      .replace(/^ +homepage .*\n/gm, '')
      .replace(/sha256:[0-9a-f]{64}/g, 'sha256:…')
      .replace(/\b[0-9a-f]{40}\b/g, 'COMMIT')
      .replace(/(log index +)\d+/, '$1…')
      .replace(/\d{4}-\d\d-\d\d(T[\d:]+Z)?/g, 'DATE')
    return code === 0 ? text : `${text}(exit code ${code})`
  }

  const cozypkg = (line: string, env: Record<string, string> = {}, more: string[] = []) => {
    const main = join(folder, 'pack/package/main.js')
    return see(process.execPath, [main, ...line.split(' '), ...more], env)
  }
  const npm = (script: string, ...args: string[]) =>
    see('npm', ['run', '--silent', script, '--', ...args], {
      GITHUB_API_URL: github.server.url,
      GITHUB_REPOSITORY: 'cozystack/packages-index',
      GITHUB_TOKEN: 'app-token',
      APP_SLUG: github.state.app.slug,
      SITE_URL: siteUrl(),
    })

  /** What the author's workflow does for a tag. */
  const release = (version: string) => {
    author.commit('2026-11-01T00:00:00Z')
    author.git('tag', version)
    const workflow = `https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/${version}`
    const signing = ['--fulcio-url', sigstore.fulcioUrl, '--rekor-url', sigstore.rekorUrl]
    const line = `push ${PACKAGE}:${version} --sign --path ${author.folder}`
    return cozypkg(line, sigstore.workflowEnv(workflow), [...signing, ...local()])
  }
  const submit = (version: string, ...flags: string[]) =>
    cozypkg(
      `submit ${PACKAGE}:${version} --yes`,
      { GH_TOKEN: 'jane', GITHUB_API_URL: github.server.url },
      [...flags, ...local(), ...trusted()],
    )

  /** A clone as a workflow has it. */
  const clone = (name: string) => {
    const where = join(folder, name)
    github.clone.git('clone', '--quiet', github.state.git, where)
    return where
  }

  /** What the workflows do after a merge: record, compile, vouch for it, push the entries. */
  const publish = async (where: string) => [
    await npm('record', '--index', `${where}/index`, '--push', ...local(), ...trusted()),
    await npm('catalog', '--index', `${where}/index`, '--out', catalogDir()),
    await npm('publish:head', '--site', catalogDir()),
    await npm('publish:entries', '--catalog', catalogDir(), '--to', ENTRIES, ...local()),
  ]

  test(
    'leads from an empty folder to a cluster, and a new release round again',
    async () => {
      const hello = join(folder, 'hello')
      expect(await cozypkg(`init ${hello} --name acme.hello`)).toMatchInlineSnapshot(`
        "  …/hello/README.md
          …/hello/.github/workflows/release.yaml
          …/hello/packages/core/platform/sources/hello.yaml
          …/hello/packages/apps/hello/Chart.yaml
          …/hello/packages/apps/hello/values.yaml
          …/hello/packages/apps/hello/values.schema.json
          …/hello/packages/apps/hello/templates/config-map.yaml
          …/hello/packages/apps/hello/README.md
          …/hello/packages/system/hello-rd/Chart.yaml
          …/hello/packages/system/hello-rd/templates/definitions.yaml
          …/hello/packages/system/hello-rd/cozyrds/hello.yaml

        Next:
          cozypkg validate …/hello
          git tag v0.1.0 && git push origin v0.1.0    .github/workflows/release.yaml pushes and signs it
          cozypkg submit oci://ghcr.io/<owner>/<repository>:v0.1.0 --name acme.hello
        "
      `)
      expect(await cozypkg(`validate ${hello}`)).toMatchInlineSnapshot(`
        "  acme.hello default
            hello
            hello-rd in cozy-system
          application Hello (Examples)
          1 PackageSources, 1 variants, 2 components (0 privileged), 1 applications
        …/hello: no findings
        "
      `)
      author = new GitRepository(hello)
      author.git('remote', 'add', 'origin', 'https://github.com/acme/hello.git')
      expect(await release('v0.1.0')).toMatchInlineSnapshot(`
        "oci://ghcr.io/acme/hello:v0.1.0@sha256:…
        "
      `)

      expect(await cozypkg('search')).toMatchInlineSnapshot(`
        "error there is no catalog at SITE/catalog.json (404)
        Is the address right?
        (exit code 2)"
      `)
      const before = clone('before')
      expect(
        await submit(
          'v0.1.0',
          '--index',
          `${before}/index`,
          '--homepage',
          'https://hello.acme.example/',
        ),
      ).toMatchInlineSnapshot(`
        "name: acme.hello
        ociRef: oci://ghcr.io/acme/hello
        version: "v0.1.0"
        description: Says what Hello is for, in one sentence.
        homepage: https://hello.acme.example/
        signing:
          identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/{version}
          issuer: https://token.actions.githubusercontent.com

        https://github.com/cozystack/packages-index/pull/1
        Opened.
        "
      `)
      github.clone.git('-C', before, 'fetch', '--quiet', 'origin', '+refs/pull/1/head:pull-1')
      expect(
        await npm(
          ...['gate', '--repo', before, '--base', 'origin/main', '--head', 'pull-1'],
          ...['--author', '7', ...local(), ...trusted()],
        ),
      ).toMatchInlineSnapshot(`
        "review: a maintainer has to look at this; its author has nothing to do

        index/packages/acme.hello.yaml added
          review acme.hello is new, from ghcr.io/acme/hello [entry-new]

        acme.hello v0.1.0
          digest     sha256:…
          signature  matched https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v0.1.0
          brings     PackageSources: acme.hello
          brings     applications: Hello
          brings     privileged: none
          brings     namespaces: cozy-system
          brings     dependencies: none
        "
      `)
      expect(
        await npm('act', 'sweep', '--repo', before, '--', ...local(), ...trusted()),
      ).toMatchInlineSnapshot(`
        "#1 review
        "
      `)
      expect(github.state.issues.get(1)).toMatchObject({ state: 'open', labels: ['lane/review'] })
      const merged = await fetch(
        `${github.server.url}/repos/cozystack/packages-index/pulls/1/merge`,
        {
          method: 'PUT',
          headers: { authorization: 'token mary', 'user-agent': 'a browser' },
          body: JSON.stringify({ merge_method: 'squash' }),
        },
      )
      expect(merged.status).toBe(200)
      expect(await publish(clone('first'))).toMatchInlineSnapshot(`
        [
          "[1/1] acme.hello v0.1.0 recorded
        1 of 1 versions recorded
        pushed to main
        ",
          "1 package checked: no findings
        22 files written to …/pages/packages-index
        ",
          "head.json names COMMIT, sequence 3, until DATE, not signed
        ",
          "1 entry pushed to oci://ghcr.io/cozystack/packages-index as latest and DATE, 0 left out: sha256:…
        ",
        ]
      `)

      expect(await cozypkg('search greets')).toMatchInlineSnapshot(`
        "No package matches "greets".
        "
      `)
      expect(await cozypkg('search hello')).toMatchInlineSnapshot(`
        "NAME         OCI REF                    DESCRIPTION
        acme.hello   oci://ghcr.io/acme/hello   Says what Hello is for, in one sentence.
        "
      `)
      expect(
        await cozypkg('search hello', { COZYPKG_INDEX: `${ENTRIES}:latest` }, local()),
      ).toMatchInlineSnapshot(`
        "NAME         OCI REF                    DESCRIPTION
        acme.hello   oci://ghcr.io/acme/hello   Says what Hello is for, in one sentence.
        "
      `)
      expect(await cozypkg('info acme.hello')).toMatchInlineSnapshot(`
        "acme.hello v0.1.0
        Says what Hello is for, in one sentence.

          state         active: The listed release was recorded with its digest and signer.
          artifact      oci://ghcr.io/acme/hello
          listed since  DATE
          last changed  DATE
          Flux source   tap-acme-hello

        Signature
          recorded        https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/{version}
          issuer          https://token.actions.githubusercontent.com
          of the release  matched on DATE
          identity        https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v0.1.0
          source          https://github.com/acme/hello (1001, owner 501)
          started by      push
          signed at       DATE
          log index       …
          It shows which workflow built the release, not that it is harmless.

        Contents of v0.1.0
          digest   sha256:…
          size     1.5 KiB, 2.2 KiB unpacked
          created  DATE
          brings   ApplicationDefinition, ConfigMap

          acme.hello default
            hello
            hello-rd in cozy-system

        Applications
          Hello (Examples): Says what Hello is for, in one sentence.
            greeting  string = "Hello": What it says.

        Versions
        * v0.1.0  DATE  sha256:…

        A listing is no endorsement. Adding a package runs its charts in the management cluster, applied
        with cluster-admin rights, whatever its "privileged" flag says.
        "
      `)

      const tap = () => cozypkg('tap acme.hello --yes', {}, [...local(), ...trusted()])
      expect(await tap()).toMatchInlineSnapshot(`
        "oci://ghcr.io/acme/hello:v0.1.0
          digest      sha256:…
          signature   matched https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v0.1.0
          on cluster  Flux demands this signature of every later version
          adds        OCIRepository tap-acme-hello
                      PackageSource acme.hello (default: hello, hello-rd)
                      application Hello (Examples)
        Tapped oci://ghcr.io/acme/hello:v0.1.0
          OCIRepository/tap-acme-hello (oci://ghcr.io/acme/hello:v0.1.0)
          PackageSource/acme.hello
        The platform registers its applications by itself.
        "
      `)
      expect(await cozypkg('add acme.hello --yes')).toMatchInlineSnapshot(`
        "add      acme.hello (variant default)
        Added Package/acme.hello
        "
      `)
      expect(await cozypkg('list')).toMatchInlineSnapshot(`
        "NAME         VARIANTS   READY     STATUS
        acme.hello   default    Unknown
        "
      `)
      expect(await cozypkg('list --installed --components')).toMatchInlineSnapshot(`
        "NAME                    VARIANT   READY     STATUS
        acme.hello              default   Unknown
          acme.hello.hello      default
          acme.hello.hello-rd   default
        "
      `)
      expect(await cozypkg('list --taps')).toMatchInlineSnapshot(`
        "NAME         VERSION   AVAILABLE   STATE    READY     STATUS
        acme.hello   v0.1.0    -           active   Unknown
        "
      `)

      const values = `${hello}/packages/apps/hello/values.yaml`
      writeFileSync(values, readFileSync(values, 'utf8').replace('Hello', 'Hello again'))
      expect(await release('v0.2.0')).toMatchInlineSnapshot(`
        "oci://ghcr.io/acme/hello:v0.2.0@sha256:…
        "
      `)
      expect(await submit('v0.2.0')).toMatchInlineSnapshot(`
        "name: acme.hello
        ociRef: oci://ghcr.io/acme/hello
        version: "v0.2.0"
        description: Says what Hello is for, in one sentence.
        homepage: https://hello.acme.example/
        signing:
          identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/{version}
          issuer: https://token.actions.githubusercontent.com

        https://github.com/cozystack/packages-index/pull/2
        Opened.
        "
      `)
      expect(
        await npm('act', 'sweep', '--repo', clone('judge'), '--', ...local(), ...trusted()),
      ).toMatchInlineSnapshot(`
        "#2 auto
        #2 merged
        "
      `)
      expect(await publish(clone('second'))).toMatchInlineSnapshot(`
        [
          "[1/1] acme.hello v0.2.0 recorded
        1 of 1 versions recorded
        pushed to main
        ",
          "1 package checked: no findings
        22 files written to …/pages/packages-index
        ",
          "head.json names COMMIT, sequence 5, until DATE, not signed
        ",
          "1 entry pushed to oci://ghcr.io/cozystack/packages-index as latest and DATE, 0 left out: sha256:…
        ",
        ]
      `)
      expect(await cozypkg('list --outdated --refresh')).toMatchInlineSnapshot(`
        "NAME         VERSION   AVAILABLE   STATE              READY     STATUS
        acme.hello   v0.1.0    v0.2.0      active, outdated   Unknown
        "
      `)
      expect(await tap()).toMatchInlineSnapshot(`
        "oci://ghcr.io/acme/hello:v0.2.0
          digest      sha256:…
          signature   matched https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v0.2.0
          on cluster  Flux demands this signature of every later version
          updates     OCIRepository tap-acme-hello
                      PackageSource acme.hello (default: hello, hello-rd)
                      application Hello (Examples)
        Tapped oci://ghcr.io/acme/hello:v0.2.0
          OCIRepository/tap-acme-hello (oci://ghcr.io/acme/hello:v0.2.0)
          PackageSource/acme.hello
        The platform registers its applications by itself.
        "
      `)
      expect(await cozypkg('list --outdated')).toMatchInlineSnapshot(`
        "NAME   VERSION   AVAILABLE   STATE   READY   STATUS
        "
      `)

      expect(await cozypkg('untap acme.hello')).toMatchInlineSnapshot(`
        "error not untapped: without acme.hello, these Packages are no longer reconciled:
          acme.hello is installed from it
        Remove them first with cozypkg del acme.hello, or leave them as they are with --yes.
        (exit code 1)"
      `)
      expect(await cozypkg('del acme.hello')).toMatchInlineSnapshot(`
        "Removed Package/acme.hello
        "
      `)
      expect(await cozypkg('untap acme.hello')).toMatchInlineSnapshot(`
        "Removed PackageSource/acme.hello
        Removed OCIRepository/tap-acme-hello
        "
      `)
      expect(await cozypkg('list --json --offline')).toMatchInlineSnapshot(`
        "Offline: this is the catalog as it was a moment ago.
        {
          "taps": [],
          "packageSources": [],
          "packages": [],
          "orphans": []
        }
        "
      `)
      expect(github.server.violations).toEqual([])
    },
    MINUTES,
  )
})
