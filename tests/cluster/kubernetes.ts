import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { Agent, request } from 'undici'
import { inject } from 'vitest'
import { z } from 'zod'

/** Whose token is used, and what it may do: `verb:resource` of the API, `*` for all. */
const USERS = {
  admin: '*:*',
  viewer: 'get:*,list:*',
  /** May write what a tap begins with, and not what it ends with. */
  half: 'get:*,list:*,*:ocirepositories',
}
export type User = keyof typeof USERS

/** Definitions to serve: the real ones where their folder is named, and our own otherwise. */
const CRD_FOLDER =
  process.env['CRD_FOLDER'] || fileURLToPath(new URL('../fixtures/crds', import.meta.url))

export interface KubernetesApi {
  /** Its address, such as `https://127.0.0.1:40123`. */
  server: string
  /** A kubeconfig of one of the users, or of somebody whose token the server does not know. */
  kubeconfig(user: User | 'expired', server?: string): string
  /** Asks, as admin where nobody else is named; `body` is sent as JSON, of whatever type it is said to be. */
  call(
    method: string,
    path: string,
    body?: unknown,
    type?: string,
    authorization?: string,
  ): Promise<ApiAnswer>
  /** Deletes every object that a test can have made. */
  clear(): Promise<void>
  stop(): Promise<void>
}

export interface ApiAnswer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into objects of any kind
  body: any
}

/** Why no Kubernetes API can be started on this machine, or null where one can. */
export function apiObstacle(): string | null {
  const built = inject('apiServer')
  return 'obstacle' in built ? built.obstacle : null
}

/** Starts an API server, which serves definitions and their objects, on a port of its own. */
export async function startKubernetesApi({
  definitions = true,
}: {
  definitions?: boolean
} = {}): Promise<KubernetesApi> {
  const built = inject('apiServer')
  if ('obstacle' in built) throw new Error(built.obstacle)
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-api-'))
  const users = join(folder, 'users.csv')
  const rows = Object.entries(USERS).map(
    ([name, may], at) => `${name}-token,${name},${at},"${may}"`,
  )
  writeFileSync(users, `${rows.join('\n')}\n`)
  const args = ['--folder', folder, '--users', users, '--namespaces', 'cozy-system']
  const child = spawn(built.program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  // Also where the process ends without a word, as on Ctrl+C.
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill)
  const { server, ca } = await announcement(child)
  const agent = new Agent({ connect: { ca: readFileSync(ca) } })
  const call: KubernetesApi['call'] = async (
    method,
    path,
    body,
    type = 'application/json',
    authorization = 'Bearer admin-token',
  ) => {
    const headers = { authorization, 'content-type': type }
    const answer = await request(`${server}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      dispatcher: agent,
    })
    const text = await answer.body.text()
    return { status: answer.statusCode, body: text.startsWith('{') ? JSON.parse(text) : text }
  }
  if (definitions) await define(call)
  return {
    server,
    call,
    kubeconfig(user, address = server) {
      const file = join(folder, `${user}-${encodeURIComponent(address)}.kubeconfig`)
      writeFileSync(file, JSON.stringify(kubeconfig(address, ca, `${user}-token`)))
      return file
    },
    async clear() {
      for (const path of COLLECTIONS) await call('DELETE', path)
    },
    async stop() {
      process.off('exit', kill)
      await agent.destroy()
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const SOURCES = '/apis/cozystack.io/v1alpha1/packagesources'
export const PACKAGES = '/apis/cozystack.io/v1alpha1/packages'
export const REPOSITORIES =
  '/apis/source.toolkit.fluxcd.io/v1/namespaces/cozy-system/ocirepositories'
const COLLECTIONS = [SOURCES, PACKAGES, REPOSITORIES]

const AnnouncementSchema = z.object({ server: z.string(), ca: z.string() })

async function announcement(child: ChildProcess): Promise<z.infer<typeof AnnouncementSchema>> {
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('the API server has no output')
  let log = ''
  stderr.on('data', (chunk) => {
    log = `${log}${chunk}`.slice(-10_000)
  })
  for await (const line of createInterface({ input: stdout })) {
    return AnnouncementSchema.parse(JSON.parse(line))
  }
  throw new Error(`the API server did not start:\n${log}`)
}

async function define(call: KubernetesApi['call']): Promise<void> {
  for (const name of readdirSync(CRD_FOLDER).filter((file) => file.endsWith('.yaml'))) {
    const definition = load(readFileSync(join(CRD_FOLDER, name), 'utf8'))
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
    const { status, body } = await call('POST', path, definition)
    if (status !== 201) throw new Error(`${name} is refused: ${JSON.stringify(body)}`)
  }
  for (const path of COLLECTIONS) {
    for (let tries = 0; (await call('GET', path)).status !== 200; tries++) {
      if (tries > 100) throw new Error(`${path} is not served`)
      await delay(50)
    }
  }
}

function kubeconfig(server: string, ca: string, token: string): object {
  const cluster = server.startsWith('https:') ? { server, 'certificate-authority': ca } : { server }
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'tester', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'tester' } }],
    'current-context': 'test',
  }
}
