import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { quote } from '../../core/printable.ts'

/** What a registry is shown: a user with a password, or a token that it swaps for another. */
export type Credentials =
  | { username: string; password: string }
  | { username: string; identityToken: string }

/** Docker's configuration cannot be read, or the helper that it names fails. */
export class CredentialsError extends Error {}

const HELPER_TIMEOUT_MS = 15_000

/** Under this name Docker keeps what belongs to Docker Hub. */
const DOCKER_HUB = 'https://index.docker.io/v1/'
const DOCKER_HUB_HOSTS = ['docker.io', 'index.docker.io', 'registry-1.docker.io']

/** What a helper answers as its user where the secret is an identity token. */
const TOKEN_USER = '<token>'

const AuthSchema = z.object({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
})

const ConfigSchema = z.object({
  auths: z.record(z.string(), AuthSchema).optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
})

const HelperSchema = z.object({ Username: z.string(), Secret: z.string() })

/**
 * The credentials that `docker login` stored for a registry, or null where there are none. Looks
 * in the folder `DOCKER_CONFIG`, or else `~/.docker`; a helper is asked before the file.
 *
 * @param host the registry, with its port where it has one
 * @throws CredentialsError where the configuration is malformed or its helper fails
 */
export async function readCredentials(
  host: string,
  env: NodeJS.ProcessEnv = process.env,
  helperTimeout = HELPER_TIMEOUT_MS,
): Promise<Credentials | null> {
  const file = join(env['DOCKER_CONFIG'] || join(homedir(), '.docker'), 'config.json')
  const config = readConfig(file)
  if (!config) return null
  const name = DOCKER_HUB_HOSTS.includes(host) ? DOCKER_HUB : host
  const helper = valueFor(config.credHelpers, name) ?? config.credsStore
  const fromHelper = helper ? await askHelper(helper, name, env, helperTimeout) : null
  return fromHelper ?? fromAuth(valueFor(config.auths, name), `auths of ${host} in ${file}`)
}

function readConfig(file: string): z.output<typeof ConfigSchema> | null {
  if (!existsSync(file)) return null
  const result = ConfigSchema.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (result.success) return result.data
  const where = result.error.issues[0]?.path.join('.') || 'the file as a whole'
  throw new CredentialsError(
    `${file} is not a Docker configuration: ${where} is not what it should be\nMend it, or log in again with docker login.`,
  )
}

/** Keys are hosts, or addresses as old versions of Docker wrote them. */
function valueFor<T>(record: Record<string, T> | undefined, name: string): T | undefined {
  if (!record) return undefined
  if (Object.hasOwn(record, name)) return record[name]
  const key = Object.keys(record).find((one) => hostOf(one) === hostOf(name))
  return key === undefined ? undefined : record[key]
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
}

function fromAuth(
  auth: z.output<typeof AuthSchema> | undefined,
  where: string,
): Credentials | null {
  if (!auth) return null
  const [username, password] = auth.auth
    ? splitAuth(auth.auth, where)
    : [auth.username ?? '', auth.password ?? '']
  if (auth.identitytoken) return { username, identityToken: auth.identitytoken }
  return username || password ? { username, password } : null
}

function splitAuth(auth: string, where: string): [username: string, password: string] {
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon > 0) return [text.slice(0, colon), text.slice(colon + 1)]
  throw new CredentialsError(
    `${where}: auth is not user:password in Base64\nLog in again with docker login.`,
  )
}

async function askHelper(
  name: string,
  server: string,
  env: NodeJS.ProcessEnv,
  timeout: number,
): Promise<Credentials | null> {
  if (!/^[\w.-]+$/.test(name))
    throw new CredentialsError(`${quote(name)} is no name of a Docker credential helper`)
  const program = `docker-credential-${name}`
  const { code, output } = await runHelper(program, server, env, timeout)
  if (code !== 0) {
    if (/credentials not found/i.test(output)) return null
    throw new CredentialsError(
      `${program} fails for ${server}: ${quote(output.trim(), 200)}\nLog in again with docker login.`,
    )
  }
  const answer = HelperSchema.safeParse(parseJson(output))
  if (!answer.success) throw new CredentialsError(`${program} does not answer with credentials`)
  const { Username: username, Secret: secret } = answer.data
  if (username === TOKEN_USER) return { username: '', identityToken: secret }
  return { username, password: secret }
}

function runHelper(
  program: string,
  server: string,
  env: NodeJS.ProcessEnv,
  timeout: number,
): Promise<{ code: number; output: string }> {
  const child = spawn(program, ['get'], { env, timeout, stdio: ['pipe', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  // A helper that ends without reading its input says why by its exit code.
  child.stdin.on('error', () => undefined)
  child.stdin.end(server)
  return new Promise((resolve, reject) => {
    child.on('error', () =>
      reject(
        new CredentialsError(
          `${program} cannot be run\nInstall it, or remove it from Docker's config.json.`,
        ),
      ),
    )
    // Not `close` alone, which waits for everything that the helper has started, too.
    child.on('exit', (_, signal) => {
      if (signal === null) return
      child.stdout.destroy()
      reject(new CredentialsError(`${program} did not answer within ${timeout / 1000} seconds`))
    })
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
