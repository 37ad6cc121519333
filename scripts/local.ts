import { join } from 'node:path'
import { writeFiles } from '../src/io/output-folder.ts'
import { startRegistry } from '../tests/interop/docker-registry.ts'
import { startSigstore } from '../tests/signing/sigstore-server.ts'
import { run } from './run.ts'
import { untilInterrupted } from './until-interrupted.ts'

const HELP = `Starts what docs/walk-through.md needs on this machine: a registry that stands in for ghcr.io, and
a Sigstore that nobody trusts but who is told to. Both are gone with all they hold on Ctrl+C.

  npm run local                 and in another terminal: . .build/local/env
  npm run local -- --out DIR    writes env and trusted_root.json into another folder

Needs docker-registry; on Debian: apt-get install docker-registry.
`

/** The workflow run that the walk-through's author plays. */
const IDENTITY = 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v0.1.0'

await run(HELP, { out: { type: 'string', default: '.build/local' } }, async ({ out }) => {
  const registry = await startRegistry('open')
  const sigstore = await startSigstore()
  try {
    const settings = {
      REGISTRY: `--insecure-registry ghcr.io=${registry.host}`,
      SIGSTORE: `--fulcio-url ${sigstore.fulcioUrl} --rekor-url ${sigstore.rekorUrl}`,
      TRUST: `--trusted-root ${join(out, 'trusted_root.json')}`,
      ...sigstore.workflowEnv(IDENTITY),
    }
    const lines = Object.entries(settings).map(([name, value]) => `export ${name}='${value}'\n`)
    writeFiles(
      out,
      new Map([
        ['trusted_root.json', sigstore.trustedRoot],
        ['env', lines.join('')],
      ]),
    )
    process.stdout.write(
      `A registry and a Sigstore are up. In another terminal:\n\n  . ${join(out, 'env')}\n\nPress Ctrl+C to stop.\n`,
    )
    await untilInterrupted()
    return 0
  } finally {
    sigstore.close()
    await registry.stop()
  }
})
