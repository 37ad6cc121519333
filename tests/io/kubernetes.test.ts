import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { PACKAGE, PackageSchema } from '../../src/core/cluster/objects.ts'
import { openCluster } from '../../src/io/cluster/kubernetes.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined
if (!hasOpenssl) process.stderr.write('a test of client certificates is skipped: no openssl\n')

function makeCertificate(folder: string, name: string): void {
  const { status, stderr } = spawnSync('openssl', [
    ...[
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
    ],
    ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)],
  ])
  if (status !== 0) throw new Error(`openssl failed:\n${stderr}`)
}

test.skipIf(!hasOpenssl)(
  'a kubeconfig’s certificates are shown and looked at',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder()
    for (const name of ['server', 'jane']) makeCertificate(folder, name)
    const read = (name: string) => readFileSync(join(folder, name))
    const seen: string[] = []
    const server = createServer(
      {
        key: read('server.key'),
        cert: read('server.crt'),
        ca: read('jane.crt'),
        requestCert: true,
      },
      (request, response) => {
        const socket = request.socket as TLSSocket
        seen.push(`${socket.authorized} ${socket.getPeerCertificate().subject.CN} ${request.url}`)
        response.end(JSON.stringify({ items: [{ metadata: { name: 'acme.hello' } }] }))
      },
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/gateway/`
    const config = {
      clusters: [
        {
          name: 'c',
          cluster: {
            server: address,
            'certificate-authority-data': read('server.crt').toString('base64'),
          },
        },
      ],
      users: [{ name: 'u', user: { 'client-certificate': 'jane.crt', 'client-key': 'jane.key' } }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }
    const file = join(folder, 'kubeconfig')
    writeFileSync(file, JSON.stringify(config))
    const cluster = await openCluster(file, {}, new AbortController().signal)
    const [one] = await cluster.list(PACKAGE, PackageSchema)
    expect(one).toMatchObject({ kind: 'Package', metadata: { name: 'acme.hello', labels: {} } })
    expect(seen).toEqual(['true jane /gateway/apis/cozystack.io/v1alpha1/packages'])
  },
)
