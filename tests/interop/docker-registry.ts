import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createPrivateKey, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** Who may read and write: everybody, who knows a password, or who holds a token. */
export type Access = 'open' | 'password' | 'token'

export interface DockerRegistry {
  host: string
  /** Where its tokens come from, where it wants some. */
  tokenHost: string | null
  stop(): Promise<void>
}

export const USER = { username: 'jane', password: 'correct horse' }

/** The user of above in the format of htpasswd, with bcrypt. */
const HTPASSWD = 'jane:$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n'

const SERVICE = 'packages-index-test'
const ISSUER = 'packages-index-test-issuer'

/** Why no registry can be started on this machine, or null where one can. */
export function registryObstacle(): string | null {
  const missing = [
    ['docker-registry', '--version'],
    ['skopeo', '--version'],
    ['openssl', 'version'],
  ].find(([program = '', flag = '']) => spawnSync(program, [flag]).error)
  return missing ? `${missing[0]} is not installed` : null
}

/** Starts Debian's docker-registry on a free port of the loopback interface. */
export async function startRegistry(access: Access): Promise<DockerRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  const tokens = access === 'token' ? await startTokens(folder) : null
  const config = {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
    http: { addr: host },
    ...authOf(access, folder, tokens?.host ?? ''),
  }
  const file = join(folder, 'config.yml')
  writeFileSync(file, JSON.stringify(config))
  const registry = spawn('docker-registry', ['serve', file], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // Also where the process ends without a word, as on Ctrl+C.
  const kill = () => registry.kill('SIGKILL')
  process.on('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    tokens?.server.close()
    tokens?.server.closeAllConnections()
    await end(registry)
    rmSync(folder, { recursive: true, force: true })
  }
  await untilItAnswers(host, registry).catch(async (error) => {
    await stop()
    throw error
  })
  return { host, tokenHost: tokens?.host ?? null, stop }
}

function authOf(access: Access, folder: string, tokenHost: string): object {
  if (access === 'open') return {}
  if (access === 'password') {
    const path = join(folder, 'htpasswd')
    writeFileSync(path, HTPASSWD)
    return { auth: { htpasswd: { realm: 'test', path } } }
  }
  const realm = `http://${tokenHost}/token`
  const rootcertbundle = join(folder, 'token.crt')
  return { auth: { token: { realm, service: SERVICE, issuer: ISSUER, rootcertbundle } } }
}

/** Hands out tokens: to everybody for reading, to who knows the password for writing. */
async function startTokens(folder: string): Promise<{ server: Server; host: string }> {
  const key = join(folder, 'token.key')
  const certificate = join(folder, 'token.crt')
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=tokens'],
    ...['-keyout', key, '-out', certificate],
  ])
  if (made.status !== 0) throw new Error(`openssl failed:\n${made.stderr}`)
  const basic = `Basic ${Buffer.from(`${USER.username}:${USER.password}`).toString('base64')}`
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://tokens')
    const [type = '', name = '', actions = ''] = (searchParams.get('scope') ?? '').split(':')
    const allowed = request.headers.authorization === basic ? ['pull', 'push'] : ['pull']
    const granted = actions.split(',').filter((action) => allowed.includes(action))
    const token = makeToken(key, certificate, [{ type, name, actions: granted }])
    response.end(JSON.stringify({ token }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function makeToken(keyFile: string, certificateFile: string, access: object[]): string {
  const pem = readFileSync(certificateFile, 'utf8')
  const x5c = [pem.replace(/-----[A-Z ]+-----|\s/g, '')]
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: ISSUER,
    sub: USER.username,
    aud: SERVICE,
    nbf: now - 60,
    iat: now,
    exp: now + 600,
    jti: 'x',
    access,
  }
  const signed = [{ typ: 'JWT', alg: 'RS256', x5c }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const key = createPrivateKey(readFileSync(keyFile))
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`
}

async function freePort(): Promise<number> {
  const socket = createSocket()
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve))
  const { port } = socket.address() as AddressInfo
  await new Promise((resolve) => socket.close(resolve))
  return port
}

async function untilItAnswers(host: string, registry: ChildProcess): Promise<void> {
  let output = ''
  registry.stderr?.on('data', (chunk) => {
    output += chunk
  })
  for (let tries = 0; tries < 100 && registry.exitCode === null; tries++) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => null)
    if (answer) return
    await delay(100)
  }
  throw new Error(`docker-registry did not start:\n${output}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
