import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeCatalog } from '../src/io/catalog-head.ts'
import { replaceFile } from '../src/io/replace-file.ts'
import {
  DEFAULT_FULCIO_URL,
  DEFAULT_REKOR_URL,
  signKeylessly,
} from '../src/io/signature/sign-keylessly.ts'
import { canProveIdentity, workflowToken } from '../src/io/workflow-token.ts'
import { momentOf } from './moment.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Writes head.json beside the catalog of a built site: which catalog is current, and until when.

  npm run publish:head -- --site dist
  npm run publish:head -- --site dist --sign    also head.json.sigstore.json, signed keylessly by
                                                the workflow that runs (id-token: write)
  npm run publish:head -- --sign --fulcio-url URL --rekor-url URL    by a Sigstore of your own
  npm run publish:head -- --now 2026-11-01T12:00:00Z

Exit code: 0 done, 2 could not run, and then neither file was changed.
`

const options = {
  site: { type: 'string', default: 'dist' },
  sign: { type: 'boolean', default: false },
  'fulcio-url': { type: 'string', default: DEFAULT_FULCIO_URL },
  'rekor-url': { type: 'string', default: DEFAULT_REKOR_URL },
  now: { type: 'string' },
} as const

await run(HELP, options, async (flags) => {
  const { env } = process
  if (flags.sign && !canProveIdentity(env)) {
    throw new CannotRun('--sign needs the identity of a workflow: give the job id-token: write')
  }
  const catalog = readFileSync(join(flags.site, 'catalog.json'))
  const head = describeCatalog(catalog, momentOf(flags.now))
  const text = `${JSON.stringify(head)}\n`
  const services = {
    fulcioUrl: flags['fulcio-url'],
    rekorUrl: flags['rekor-url'],
    getToken: () => workflowToken(env),
  }
  const bundle = flags.sign ? await signKeylessly(Buffer.from(text), services) : null
  // The signature first: a head whose signature is missing would be refused, an old one is not.
  if (bundle) replaceFile(join(flags.site, 'head.json.sigstore.json'), bundle)
  replaceFile(join(flags.site, 'head.json'), text)
  process.stderr.write(
    `head.json names ${head.revision}, sequence ${head.sequence}, until ${head.expires}${bundle ? ', signed' : ', not signed'}\n`,
  )
  return 0
})
