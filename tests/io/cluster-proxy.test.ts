import { expect, test } from 'vitest'
import { proxyFor } from '../../src/io/cluster/proxy.ts'

const PROXY = { HTTPS_PROXY: 'http://proxy.example:3128', http_proxy: 'plain.example:8080' }

test.each([
  ['https://api.example:6443', '', 'http://proxy.example:3128'],
  ['http://api.example', '', 'http://plain.example:8080'],
  ['https://localhost:6443', '', null],
  ['https://127.1.2.3:6443', '', null],
  ['https://[::1]:6443', '', null],
  ['https://api.example', '*', null],
  ['https://api.example', 'other.example, api.example', null],
  ['https://api.example', '.example', null],
  ['https://api.example', 'example', null],
  ['https://api.example', 'pi.example', 'http://proxy.example:3128'],
  ['https://api.example:6443', 'api.example:6443', null],
  ['https://api.example:6443', 'api.example:443', 'http://proxy.example:3128'],
  ['https://10.1.2.3:6443', '10.0.0.0/8', null],
  ['https://11.1.2.3:6443', '10.0.0.0/8', 'http://proxy.example:3128'],
  ['https://[fd00::1]', 'fd00::/8', null],
  ['https://10.1.2.3', '10.0.0.0/99, nonsense/8', 'http://proxy.example:3128'],
])('%s with NO_PROXY=%s goes through %s', (address, NO_PROXY, expected) => {
  expect(proxyFor(new URL(address), { ...PROXY, NO_PROXY })).toBe(expected)
})

test('without a proxy there is none', () => {
  expect(proxyFor(new URL('https://api.example'), {})).toBeNull()
})
