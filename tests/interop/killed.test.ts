import { spawn } from 'node:child_process'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRepository } from '../../src/io/registry/oci-registry.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { GitRepository } from '../io/git-repository.ts'
import { runScript } from '../scripts/run-script.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`tests/interop/killed.test.ts is skipped: ${obstacle}\n`)

const NOW = '2026-11-01T12:00:00Z'
const PARTS = [0.4, 0.6, 0.75, 0.9]

/** Every file of a folder, with its content. */
function contentsOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'base64')])
}

/** Starts a script and kills it after a while. */
async function kill(name: string, args: string[], afterMs: number): Promise<void> {
  const script = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, [script, ...args], { stdio: 'ignore' })
  const gone = new Promise((resolve) => child.on('close', resolve))
  await delay(afterMs)
  child.kill('SIGKILL')
  await gone
}

describe.skipIf(obstacle !== null)('killed at any point and run again', () => {
  let registry: DockerRegistry
  let demo: Demo

  beforeAll(async () => {
    registry = await startRegistry('open')
    demo = await createDemo(registry.host)
  })
  afterAll(async () => {
    demo?.remove()
    await registry?.stop()
  })

  const local = () => ['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`]

  test('the refresh leaves the same records, icons and results', async () => {
    const start = () => {
      const folder = temporaryFolder()
      cpSync(demo.indexDir, join(folder, 'index'), { recursive: true })
      const paths = ['--index', join(folder, 'index'), '--status', join(folder, 'status')]
      return {
        folder,
        args: [...paths, '--trusted-root', demo.trustedRoot, '--now', NOW, ...local()],
      }
    }
    const undisturbed = start()
    const started = Date.now()
    expect(runScript('refresh', undisturbed.args).status).toBe(0)
    const duration = Date.now() - started
    for (const part of PARTS) {
      const { folder, args } = start()
      await kill('refresh', args, duration * part)
      expect(runScript('refresh', args).status).toBe(0)
      const left = contentsOf(folder).filter(([file]) => !/\.tmp-\d+$/.test(file))
      expect(left).toEqual(contentsOf(undisturbed.folder))
    }
  })

  test('the publication of the catalog and of the entries leaves the same bytes', async () => {
    const git = new GitRepository(dirname(demo.indexDir))
    runScript('refresh', [
      ...['--index', demo.indexDir, '--trusted-root', demo.trustedRoot, '--now', NOW],
      ...local(),
    ])
    git.commit('2026-10-31T00:00:00Z')
    const catalogArgs = (out: string) => ['--index', demo.indexDir, '--out', out]
    const pushArgs = (out: string, name: string) => [
      ...['--catalog', out, '--to', `oci://${DEMO_REGISTRY}/cozystack/${name}`, '--now', NOW],
      ...local(),
    ]
    const insecureHosts = new Set([registry.host])
    const latest = (name: string) =>
      openRepository(registry.host, `cozystack/${name}`, { allowedHosts: [], insecureHosts })
        .resolveTag('latest')
        .then(({ digest }) => digest)
    const expected = join(temporaryFolder(), 'out')
    const started = Date.now()
    expect(runScript('catalog', catalogArgs(expected)).status).toBe(0)
    expect(runScript('push-entries', pushArgs(expected, 'undisturbed')).status).toBe(0)
    const duration = (Date.now() - started) / 2
    for (const part of PARTS) {
      const out = join(temporaryFolder(), 'out')
      await kill('catalog', catalogArgs(out), duration * part)
      expect(runScript('catalog', catalogArgs(out)).status).toBe(0)
      expect(contentsOf(out)).toEqual(contentsOf(expected))
      const name = `killed-${part * 100}`
      await kill('push-entries', pushArgs(out, name), duration * part)
      expect(runScript('push-entries', pushArgs(out, name)).status).toBe(0)
      expect(await latest(name)).toBe(await latest('undisturbed'))
    }
  })
})
