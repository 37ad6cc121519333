import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { CredentialsError, readCredentials } from '../../src/io/registry/docker-credentials.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Reads the credentials of a host from a configuration, with helpers given as shell scripts. */
function read(
  host: string,
  config: unknown,
  helpers: Record<string, string> = {},
  timeout?: number,
) {
  const text = typeof config === 'string' ? config : JSON.stringify(config)
  const folder = temporaryFolder({ 'config.json': text })
  const bin = temporaryFolder(
    Object.fromEntries(
      Object.entries(helpers).map(([name, script]) => [
        `docker-credential-${name}`,
        `#!/bin/sh\n${script}\n`,
      ]),
    ),
  )
  for (const name of Object.keys(helpers)) chmodSync(join(bin, `docker-credential-${name}`), 0o755)
  const env = { DOCKER_CONFIG: folder, PATH: `${bin}${delimiter}${process.env['PATH']}` }
  return readCredentials(host, env, timeout)
}

test.each([
  ['ghcr.io', { auths: { 'ghcr.io': { auth: base64('jane:pass:word') } } }],
  ['ghcr.io', { auths: { 'https://ghcr.io/v2/': { auth: base64('jane:pass:word') } } }],
  ['ghcr.io', { auths: { 'ghcr.io': { username: 'jane', password: 'pass:word' } } }],
  ['127.0.0.1:5000', { auths: { '127.0.0.1:5000': { auth: base64('jane:pass:word') } } }],
  ['docker.io', { auths: { 'https://index.docker.io/v1/': { auth: base64('jane:pass:word') } } }],
])('the password of %s is found in %j', async (host, config) => {
  expect(await read(host, config)).toEqual({ username: 'jane', password: 'pass:word' })
})

test('an identity token is found', async () => {
  const config = { auths: { 'ghcr.io': { auth: base64('jane:'), identitytoken: 'secret' } } }
  expect(await read('ghcr.io', config)).toEqual({ username: 'jane', identityToken: 'secret' })
})

test.each([
  ['nothing', {}],
  ['another host', { auths: { 'quay.io': { auth: base64('jane:x') } } }],
  ['a longer host', { auths: { 'ghcr.io.evil.example': { auth: base64('jane:x') } } }],
  ['an empty login', { auths: { 'ghcr.io': {} } }],
  ['a key of every object', { auths: {} }, 'constructor'],
])('%s gives no credentials', async (_, config, host = 'ghcr.io') => {
  expect(await read(host, config)).toBeNull()
})

test('without a configuration there are no credentials', async () => {
  expect(await readCredentials('ghcr.io', { DOCKER_CONFIG: temporaryFolder() })).toBeNull()
})

test.each([
  ['{', /config\.json is not a Docker configuration: the file as a whole/],
  ['[]', /is not a Docker configuration/],
  ['{"auths":{"ghcr.io":{"auth":7}}}', /auths\.ghcr\.io\.auth is not what it should be/],
  ['{"auths":{"ghcr.io":{"auth":"%%%"}}}', /auth is not user:password in Base64/],
  ['{"credsStore":"../evil"}', /"..\/evil" is no name of a Docker credential helper/],
  ['{"credsStore":"not-there"}', /docker-credential-not-there cannot be run\nInstall it/],
])('%s is named as what is wrong', async (config, message) => {
  await expect(read('ghcr.io', config)).rejects.toThrow(message)
  await expect(read('ghcr.io', config)).rejects.toThrow(CredentialsError)
})

test.skipIf(process.platform === 'win32')('helpers are asked, the host’s own first', async () => {
  const config = {
    credHelpers: { 'ghcr.io': 'own' },
    credsStore: 'store',
    auths: { 'quay.io': { auth: base64('file:x') } },
  }
  const helpers = {
    own: `read host; echo "{\\"ServerURL\\":\\"$host\\",\\"Username\\":\\"$host\\",\\"Secret\\":\\"s\\"}"`,
    store: 'echo "credentials not found in native keychain"; exit 1',
  }
  expect(await read('ghcr.io', config, helpers)).toEqual({ username: 'ghcr.io', password: 's' })
  expect(await read('quay.io', config, helpers)).toEqual({ username: 'file', password: 'x' })
  const token = { own: `echo '{"Username":"<token>","Secret":"t"}'` }
  expect(await read('ghcr.io', config, token)).toEqual({ username: '', identityToken: 't' })
})

test.skipIf(process.platform === 'win32').each([
  ['echo "no bus"; exit 3', /docker-credential-own fails for ghcr\.io: "no bus"/],
  ['echo hello', /docker-credential-own does not answer with credentials/],
  ['sleep 10', /docker-credential-own did not answer within 0\.3 seconds/],
])('a helper that does %j is named', async (script, message) => {
  const config = { credsStore: 'own' }
  await expect(read('ghcr.io', config, { own: script }, 300)).rejects.toThrow(message)
})
