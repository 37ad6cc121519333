import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pem } from '@sigstore/core'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { z } from 'zod'
import { type Authorities, createAuthorities, enter, issueCertificate } from './authorities.ts'
import { rekorBody } from './log-entry.ts'

/** A Sigstore that is asked over HTTP, with the issuer of workflow tokens beside it. */
export interface SigstoreServer {
  fulcioUrl: string
  rekorUrl: string
  /** The environment of a workflow whose token names this identity. */
  workflowEnv(identity: string): Record<string, string>
  /** The text of its `trusted_root.json`. */
  trustedRoot: string
  /** Makes every service refuse, with a status. */
  fail(status: number | null): void
  close(): void
}

const ISSUER = 'https://token.actions.githubusercontent.com'
const REPOSITORY = /^https:\/\/[^/]+\/[^/]+\/[^/]+/

/** Starts one on the loopback interface; nobody trusts it but who has its root. */
export async function startSigstore(): Promise<SigstoreServer> {
  const yesterday = Math.floor(Date.now() / 1000) - 86_400
  const authorities = await createAuthorities(new Date(yesterday * 1000))
  let failure: number | null = null
  const server = createServer(async (request, response) => {
    if (failure !== null) return void response.writeHead(failure).end('refused')
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://sigstore')
    const answer = await respond(authorities, request, pathname, searchParams)
    response.writeHead(answer === null ? 404 : 201, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    fulcioUrl: url,
    rekorUrl: url,
    workflowEnv: (identity) => ({
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?identity=${encodeURIComponent(identity)}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the token of a runner',
    }),
    trustedRoot: JSON.stringify(TrustedRoot.toJSON(authorities.trustedRoot)),
    fail: (status) => {
      failure = status
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function respond(
  authorities: Authorities,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Promise<unknown> {
  if (path === '/token') return { value: makeToken(query.get('identity'), query.get('audience')) }
  const body = JSON.parse(await readText(request))
  if (path === '/api/v2/signingCert') return issue(authorities, body)
  if (path === '/api/v1/log/entries') return log(authorities, body)
  return null
}

/** As GitHub's: who may ask is the runner's business, and is not looked at here. */
function makeToken(identity: string | null, audience: string | null): string {
  const claims = { iss: ISSUER, aud: audience, sub: identity, job_workflow_ref: identity }
  const parts = [{ alg: 'none' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return `${parts.join('.')}.none`
}

async function issue(authorities: Authorities, body: unknown): Promise<object> {
  const { credentials, publicKeyRequest } = body as {
    credentials: { oidcIdentityToken: string }
    publicKeyRequest: { publicKey: { content: string } }
  }
  const [, payload = ''] = credentials.oidcIdentityToken.split('.')
  const { sub, aud } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  if (aud !== 'sigstore') throw new Error(`a token for ${aud}, and not for sigstore`)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = await issueCertificate(authorities, {
    keys: { publicKey: createPublicKey(publicKeyRequest.publicKey.content), privateKey },
    at: wholeSeconds(),
    identity: sub,
    extensions: [
      { oid: '1.3.6.1.4.1.57264.1.1', value: ISSUER, legacy: true },
      { oid: '1.3.6.1.4.1.57264.1.8', value: ISSUER },
      { oid: '1.3.6.1.4.1.57264.1.12', value: REPOSITORY.exec(sub)?.[0] ?? '' },
      { oid: '1.3.6.1.4.1.57264.1.15', value: '1001' },
      { oid: '1.3.6.1.4.1.57264.1.17', value: '501' },
      { oid: '1.3.6.1.4.1.57264.1.20', value: 'push' },
    ],
    isLogged: true,
  })
  const [root] = authorities.trustedRoot.certificateAuthorities
  const chain = [certificate, ...(root?.certChain?.certificates ?? []).map((one) => one.rawBytes)]
  const certificates = chain.map((one) => pem.fromDER(Buffer.from(one)))
  return { signedCertificateEmbeddedSct: { chain: { certificates } } }
}

/** The log keeps hashes of what it is shown, as Rekor does. */
async function log(authorities: Authorities, body: unknown): Promise<unknown> {
  const entry = readProposal(body)
  return enter(authorities, entry, wholeSeconds(), false)
}

/** An envelope is hashed here; of a plain document its signer sends the hash alone. */
function readProposal(body: unknown): object {
  const { kind, spec } = ProposalSchema.parse(body)
  if (kind === 'hashedrekord') {
    const { data, signature } = spec
    return { apiVersion: '0.0.1', kind, spec: { data, signature } }
  }
  const { envelope, verifiers } = spec.proposedContent
  const { payload, signatures } = JSON.parse(envelope)
  const certificate = pem.toDER(Buffer.from(verifiers[0] ?? '', 'base64').toString())
  return rekorBody({
    version: '0.0.1',
    layout: 'bundle',
    payload: Buffer.from(payload, 'base64'),
    signature: Buffer.from(signatures[0].sig, 'base64'),
    certificate,
    key: '',
  })
}

const ProposalSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hashedrekord'),
    spec: z.object({
      data: z.object({
        hash: z.object({
          algorithm: z.literal('sha256'),
          value: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      }),
      signature: z.object({
        content: z.base64(),
        publicKey: z.object({ content: z.base64() }),
      }),
    }),
  }),
  z.object({
    kind: z.literal('dsse'),
    spec: z.object({
      proposedContent: z.object({ envelope: z.string(), verifiers: z.array(z.string()) }),
    }),
  }),
])

function wholeSeconds(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000)
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
