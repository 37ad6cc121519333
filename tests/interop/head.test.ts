import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publisherOf } from '../../src/io/open-index/publisher.ts'
import { serveFolder } from '../../src/io/static-server.ts'
import { exampleIndex, publishIndex } from '../cli/example-index.ts'
import { runClient } from '../cli/run-client.ts'
import { runBesideServer } from '../scripts/run-beside-server.ts'
import { type SigstoreServer, startSigstore } from '../signing/sigstore-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const PUBLISHER =
  'https://github.com/cozystack/packages-index/.github/workflows/publish.yml@refs/heads/main'
const NOW = '2026-11-01T12:00:00Z'
const SIGNATURE = 'head.json.sigstore.json'

describe('a signed head.json', () => {
  let sigstore: SigstoreServer
  let trust: Record<string, string>
  let folder: string
  /** What head.json and its signature say when all is well. */
  let good: Record<string, string> | null = null

  beforeAll(async () => {
    sigstore = await startSigstore()
    folder = mkdtempSync(join(tmpdir(), 'packages-index-head-'))
    const trustedRoot = join(folder, 'trusted_root.json')
    writeFileSync(trustedRoot, sigstore.trustedRoot)
    trust = { COZYPKG_PUBLISHER: PUBLISHER, COZYPKG_TRUSTED_ROOT: trustedRoot }
  })
  afterAll(() => {
    sigstore?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const newSite = () => temporaryFolder(Object.fromEntries(publishIndex(exampleIndex())))
  /** As the workflow does it, by an identity. */
  const write = (site: string, identity = PUBLISHER, more: Record<string, string> = {}) =>
    runBesideServer(
      'write-head',
      [
        ...['--site', site, '--sign', '--now', NOW],
        ...['--fulcio-url', sigstore.fulcioUrl, '--rekor-url', sigstore.rekorUrl],
      ],
      { ...sigstore.workflowEnv(identity), ...more },
    )
  const signedSite = async () => {
    const site = newSite()
    if (good === null) {
      expect(await write(site)).toMatchObject({
        status: 0,
        stderr: expect.stringMatching(/, signed\n$/),
      })
      const names = ['head.json', SIGNATURE]
      good = Object.fromEntries(names.map((name) => [name, readFileSync(join(site, name), 'utf8')]))
    }
    for (const [name, text] of Object.entries(good)) writeFileSync(join(site, name), text)
    return site
  }
  /** Changes a text of a site. */
  const edit = (site: string, name: string, from: string, to: string) => {
    const file = join(site, name)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replace(from, to))
    return site
  }
  const search = async (site: string, env = trust) => {
    const { url, close } = await serveFolder(site, '/', 0)
    const cache = { XDG_CACHE_HOME: temporaryFolder() }
    const ran = await runClient(['search', 'hello', '--index', url], { env: { ...cache, ...env } })
    await close()
    return { ...ran, err: ran.err.replaceAll(url, 'SITE/') }
  }

  test('is believed by the client that knows its publisher and its root of trust', async () => {
    const { code, out, err } = await search(await signedSite())
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('oci://ghcr.io/example/hello')
  })

  test('is refused by Sigstore’s public root', async () => {
    const { COZYPKG_TRUSTED_ROOT: _, ...pinned } = trust
    const { code, err } = await search(await signedSite(), pinned)
    expect(code).toBe(2)
    expect(err).toContain('SITE/head.json does not prove that the publisher')
  })

  test('is refused once it says anything else', async () => {
    const later = edit(await signedSite(), 'head.json', '"expires":"2026', '"expires":"2036')
    const { code, out, err } = await search(later)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatchInlineSnapshot(`
      "error SITE/head.json does not prove that the publisher of this index wrote it: the signature does not match the signed payload: one of them was changed
      It may have been published a moment ago: try again in some minutes. If it stays so, do not use this index. COZYPKG_PUBLISHER says who has to sign it: is it meant for this index?
      "
    `)
  })

  test('vouches for its catalog and for no other', async () => {
    const site = await signedSite()
    const other = edit(site, 'catalog.json', 'Greets everybody', 'Greets anybody!!')
    expect((await search(other)).err).toContain('is not the one that head.json vouches for')
  })

  test.each(['head.json', SIGNATURE])('without its %s proves nothing', async (name) => {
    const site = await signedSite()
    rmSync(join(site, name))
    const { code, err } = await search(site)
    expect(code).toBe(2)
    expect(err).toContain('is not there')
  })

  test('with a signature that is none proves nothing', async () => {
    const unproven = 'does not prove that the publisher of this index wrote it'
    for (const [text, reason] of [
      ['', unproven],
      ['{}', unproven],
      ['[]', unproven],
      ['{"mediaType":"x"}', unproven],
      ['<!doctype html>', 'web page'],
    ] as const) {
      const site = await signedSite()
      writeFileSync(join(site, SIGNATURE), text)
      const { code, err } = await search(site)
      expect(code).toBe(2)
      expect(err).toContain(reason)
    }
  })

  test('vouches for the records beside its catalog, too', async () => {
    const site = await signedSite()
    const { url, close } = await serveFolder(site, '/', 0)
    const env = { ...trust, XDG_CACHE_HOME: temporaryFolder() }
    const info = () => runClient(['info', 'hello', '--index', url], { env, now: NOW })
    expect(await info()).toMatchObject({ code: 0, err: '' })
    const record = 'packages/hello.json'
    for (const [from, to] of [
      ['"identity": "https://github.com/', '"identity": "https://github.com/evil-'],
      ['"digest": "sha256:aaaa', '"digest": "sha256:bbbb'],
      ['"state": "active"', '"state": "yanked"'],
      // Of a release, which the summary does not repeat.
      ['"ownerId": "22"', '"ownerId": "66"'],
    ] as const) {
      const file = join(site, record)
      const text = readFileSync(file, 'utf8')
      edit(site, record, from, to)
      env.XDG_CACHE_HOME = temporaryFolder()
      const { code, err } = await info()
      expect(code, from).toBe(2)
      expect(err).toContain('not hold the record of hello that the catalog vouches for')
      writeFileSync(file, text)
    }
    await close()
  })

  test('and a record that is newer than the kept catalog makes the client fetch that anew', async () => {
    const site = await signedSite()
    const { url, close } = await serveFolder(site, '/', 0)
    const env = { ...trust, XDG_CACHE_HOME: temporaryFolder() }
    const run = (...args: string[]) => runClient([...args, '--index', url], { env, now: NOW })
    expect(await run('search')).toMatchObject({ code: 0 })
    const frozen = { 'lifecycle.yaml': 'hello: { state: frozen, reason: It was taken over. }\n' }
    for (const [path, text] of publishIndex(exampleIndex(frozen), { sequence: 8 })) {
      writeFileSync(join(site, path), text)
    }
    expect(await write(site)).toMatchObject({ status: 0 })
    const { code, out } = await run('info', 'hello')
    await close()
    expect(code).toBe(0)
    expect(out).toContain('It was taken over.')
  })

  test('is not got around by a record that was kept of an index that nobody signed', async () => {
    const site = await signedSite()
    const { url, close } = await serveFolder(site, '/', 0)
    const file = join(site, 'packages/hello.json')
    const honest = readFileSync(file, 'utf8')
    const cache = { XDG_CACHE_HOME: temporaryFolder() }
    const info = (env: Record<string, string>, ...flags: string[]) =>
      runClient(['info', 'hello', '--index', url, ...flags], {
        env: { ...cache, ...env },
        now: NOW,
      })
    const bent = honest.replaceAll('ghcr.io/example/', 'ghcr.io/evil/')
    const catalog = readFileSync(join(site, 'catalog.json'), 'utf8')
    writeFileSync(file, bent)
    writeFileSync(
      join(site, 'catalog.json'),
      catalog.replaceAll(/,"recordSha256":"[0-9a-f]+"/g, ''),
    )
    rmSync(join(site, 'head.json'))
    expect((await info({})).out).toContain('ghcr.io/evil/hello')
    writeFileSync(join(site, 'catalog.json'), catalog)
    writeFileSync(join(site, 'head.json'), good?.['head.json'] ?? '')
    expect((await info(trust)).code).toBe(2)
    expect(await info(trust, '--offline')).toMatchObject({ code: 2, out: '' })
    writeFileSync(file, honest)
    expect((await info(trust)).out).toContain('ghcr.io/example/hello')
    await close()
    // By now the right one is kept, and serves without a network for as long as the catalog does.
    expect((await info(trust, '--offline')).out).toContain('ghcr.io/example/hello')
  })

  test('by another workflow, or from another branch, is refused', async () => {
    for (const identity of [
      PUBLISHER.replace('publish.yml', 'judge.yml'),
      PUBLISHER.replace('refs/heads/main', 'refs/heads/evil'),
      PUBLISHER.replace('cozystack/', 'cozystack-evil/'),
    ]) {
      const site = newSite()
      expect(await write(site, identity)).toMatchObject({ status: 0 })
      const { code, err } = await search(site)
      expect(code).toBe(2)
      expect(err).toContain(`found "${identity}"`)
    }
  })

  test('is not written where Sigstore refuses, and the old one stays', async () => {
    const site = await signedSite()
    const before = readFileSync(join(site, 'head.json'), 'utf8')
    sigstore.fail(403)
    const { status, stderr } = await write(site)
    sigstore.fail(null)
    expect(status).toBe(2)
    expect(stderr).toContain('403')
    expect(readFileSync(join(site, 'head.json'), 'utf8')).toBe(before)
    expect((await search(site)).code).toBe(0)
  })

  test('cannot be signed outside of a workflow', async () => {
    const none = { ACTIONS_ID_TOKEN_REQUEST_URL: '', SIGSTORE_ID_TOKEN: '' }
    const { status, stderr } = await write(newSite(), PUBLISHER, none)
    expect(status).toBe(2)
    expect(stderr).toContain('give the job id-token: write')
  })

  test('is mirrored with its signature, which the copy proves itself by', async () => {
    const { url, close } = await serveFolder(await signedSite(), '/', 0)
    const to = join(temporaryFolder(), 'mirror')
    const mirror = (env: Record<string, string>) =>
      runClient(['index', 'mirror', to, '--index', url], { env })
    const evil = { ...trust, COZYPKG_PUBLISHER: `${PUBLISHER}-evil` }
    expect(await mirror(evil)).toMatchObject({ code: 2 })
    expect(await mirror(trust)).toMatchObject({ code: 0 })
    await close()
    expect((await search(to)).code).toBe(0)
    // Of the copy, too.
    const again = join(temporaryFolder(), 'mirror')
    expect(await runClient(['index', 'mirror', again, '--index', to])).toMatchObject({ code: 0 })
    expect((await search(again)).code).toBe(0)
  })

  test('keeps a mirror from taking over records that it does not vouch for', async () => {
    const site = await signedSite()
    edit(site, 'packages/hello.json', 'ghcr.io/example/hello', 'ghcr.io/evil/hello')
    const { url, close } = await serveFolder(site, '/', 0)
    const to = join(temporaryFolder(), 'mirror')
    const { code, err } = await runClient(['index', 'mirror', to, '--index', url], { env: trust })
    await close()
    expect(code).toBe(2)
    expect(err).toContain('not hold the record of hello that the catalog vouches for')
    expect(existsSync(to)).toBe(false)
  })

  test('is asked for by every spelling of the published address', () => {
    const place = 'cozystack.github.io/packages-index/catalog.json'
    for (const address of [
      `https://${place}`,
      `http://${place}`,
      `https://${place}?v=1#x`,
      `https://somebody@${place.toUpperCase().replace(/\/.*/, '')}/packages-index/catalog.json`,
      'https://cozystack.github.io.:443//packages%2Dindex//%63atalog.json',
    ]) {
      expect(publisherOf(new URL(address), {}), address).toBe(PUBLISHER)
    }
    expect(publisherOf(new URL('https://example.org/packages-index/catalog.json'), {})).toBeNull()
  })

  test('that is newer than a catalog held back by a cache is not passed over', async () => {
    const site = newSite()
    expect(await write(site)).toMatchObject({ status: 0 })
    const { url, close } = await serveFolder(site, '/', 0)
    const env = { ...trust, XDG_CACHE_HOME: temporaryFolder() }
    const run = () => runClient(['search', '--refresh', '--index', url], { env, now: NOW })
    expect(await run()).toMatchObject({ code: 0, err: '' })
    const old = readFileSync(join(site, 'catalog.json'))
    for (const [path, text] of publishIndex(exampleIndex(), { sequence: 8 })) {
      writeFileSync(join(site, path), text)
    }
    expect(await write(site)).toMatchObject({ status: 0 })
    writeFileSync(join(site, 'catalog.json'), old)
    const { err } = await run()
    await close()
    expect(err).toContain('is not the one that head.json vouches for')
  })
})
