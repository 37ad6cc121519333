import { connect } from 'node:net'
import { expect, test } from 'vitest'
import {
  isPublicAddress,
  PrivateAddress,
  publicConnector,
  publicLookup,
} from '../../src/io/public-address.ts'

test.each([
  ['1.1.1.1', true],
  ['140.82.121.33', true],
  ['100.63.255.255', true],
  ['100.128.0.0', true],
  ['172.15.255.255', true],
  ['172.32.0.0', true],
  ['168.63.129.15', true],
  ['2606:4700:4700::1111', true],
  ['2a00:1450:4001:81c::200e', true],
  ['2001:4860:4860::8888', true],
  ['0.0.0.0', false],
  ['0.1.2.3', false],
  ['10.0.0.1', false],
  ['100.64.0.1', false],
  ['100.100.100.200', false],
  ['127.0.0.1', false],
  ['127.255.255.254', false],
  ['168.63.129.16', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.0.0.192', false],
  ['192.0.2.1', false],
  ['192.88.99.1', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['198.19.255.255', false],
  ['198.51.100.1', false],
  ['203.0.113.1', false],
  ['224.0.0.1', false],
  ['239.255.255.250', false],
  ['240.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::7f00:1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::a9fe:a9fe', false],
  ['64:ff9b::8.8.8.8', false],
  ['64:ff9b:1::1', false],
  ['100::1', false],
  ['2001::1', false],
  ['2001:0:53aa:64c::', false],
  ['2001:10::1', false],
  ['2001:20::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['2002:a9fe:a9fe::1', false],
  ['3fff::1', false],
  ['5f00::1', false],
  ['fc00::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['2606:4700:4700::1111%1', false],
  ['localhost', false],
  ['0177.0.0.1', false],
  ['2130706433', false],
  ['', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})

type LookupResult = [error: Error | null, address: unknown, family?: number]

function lookUp(exempt: string[], options: { all?: boolean } = {}): Promise<LookupResult> {
  const lookup = publicLookup(new Set(exempt))
  return new Promise((resolve) => lookup('localhost', options, (...result) => resolve(result)))
}

test('a name of a private address does not resolve, unless it is exempt', async () => {
  const [error] = await lookUp([])
  expect(error).toBeInstanceOf(PrivateAddress)
  expect(error?.message).toMatch(/^localhost \(.+\) is not an address of the public internet$/)
  expect(await lookUp(['localhost'])).toEqual([null, expect.any(String), expect.any(Number)])
  const [, addresses] = await lookUp(['localhost'], { all: true })
  expect(addresses).toContainEqual({ address: expect.any(String), family: expect.any(Number) })
})

test('a socket that asks this lookup reaches nothing private', async () => {
  const socket = connect({ host: 'localhost', port: 9, lookup: publicLookup() as never })
  const error = await new Promise((resolve) => socket.once('error', resolve))
  expect(error).toBeInstanceOf(PrivateAddress)
})

test.each(['127.0.0.1', '[::1]', '169.254.169.254', 'localhost'])(
  'a connector does not call %s',
  async (hostname) => {
    const connector = publicConnector(new Set(['localhost:5000']), 1000)
    const error = await new Promise((resolve) =>
      connector({ hostname, protocol: 'http:', port: '9' }, (...[refusal]) => resolve(refusal)),
    )
    expect(error).toBeInstanceOf(PrivateAddress)
  },
)
