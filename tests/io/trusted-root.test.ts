import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadTrustedRoot, trustedRootLines } from '../../src/io/signature/trusted-root.ts'
import { createLocalSigstore } from '../signing/local-sigstore.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const PINNED = new URL('../../src/io/signature/trusted-root.json', import.meta.url)

test('the pinned root names the public authorities and logs', () => {
  expect(trustedRootLines(loadTrustedRoot())).toMatchInlineSnapshot(`
    [
      "certificate authority https://fulcio.sigstore.dev sha256:03a38ffb1f450100 2021-03-07..2022-12-31",
      "certificate authority https://fulcio.sigstore.dev sha256:cf5f49145cc815a8 2022-04-13..",
      "certificate transparency log https://ctfe.sigstore.dev/test sha256:086092f02852ff68 2021-03-14..2022-10-31",
      "certificate transparency log https://ctfe.sigstore.dev/2022 sha256:dd3d306ac6c71132 2022-10-20..",
      "transparency log https://rekor.sigstore.dev sha256:c0d23d6ad406973f 2021-01-12..",
      "transparency log https://log2025-1.rekor.sigstore.dev sha256:b54813cb63d88598 2025-09-23..",
      "timestamp authority https://timestamp.sigstore.dev/api/v1/timestamp sha256:ab0cf070e217c96a 2025-07-04..",
    ]
  `)
})

test('a file takes the place of the pinned root', async () => {
  const file = join(temporaryFolder(), 'trusted_root.json')
  const local = await createLocalSigstore()
  local.writeTrustedRoot(file)
  expect(loadTrustedRoot(file)).toEqual(local.trustedRoot)
})

test('a file that was cut off is named', () => {
  const whole = readFileSync(PINNED, 'utf8')
  const folder = temporaryFolder({ 'root.json': whole.slice(0, whole.length / 2) })
  expect(() => loadTrustedRoot(join(folder, 'root.json'))).toThrow(
    /root\.json is not JSON: was it cut off\?/,
  )
})

test.each([
  ['tlogs', 'a transparency log'],
  ['ctlogs', 'a certificate transparency log'],
  ['certificateAuthorities', 'a certificate authority'],
])('a root without %s lacks %s', (key, what) => {
  const root = { ...JSON.parse(readFileSync(PINNED, 'utf8')), [key]: [] }
  const folder = temporaryFolder({ 'root.json': JSON.stringify(root) })
  expect(() => loadTrustedRoot(join(folder, 'root.json'))).toThrow(
    `root.json is no trust root: it lacks ${what}`,
  )
})

test.each([
  ['a broken key', '"rawBytes": "MFkw', '"rawBytes": "AAAA'],
  ['a broken certificate', '"rawBytes": "MIIC', '"rawBytes": "AAAA'],
])('%s shows when the root is loaded', (_, good, bad) => {
  const folder = temporaryFolder({
    'root.json': readFileSync(PINNED, 'utf8').replace(good, bad),
  })
  expect(() => loadTrustedRoot(join(folder, 'root.json'))).toThrow(
    /is no trust root: a key or certificate cannot be read/,
  )
})

test.each(['null', '[]', '{}', '"text"'])('%s is no trust root', (text) => {
  const folder = temporaryFolder({ 'root.json': text })
  expect(() => loadTrustedRoot(join(folder, 'root.json'))).toThrow(/is no trust root/)
})
