import type { EntryFields } from '../../../core/read-submitted.ts'
import type { Package } from '../../../core/schemas/catalog.ts'
import { count, need, say } from './elements.ts'
import type { Ask } from './engine.ts'
import { listWithLines } from './findings.ts'

/** The values of fields by name, to fill the form with. */
export type Values = Record<string, string>

const PAUSE_MS = 300
/** More than any entry may have; the rules refuse what is cut off here for its size alone. */
const MOST_READ = 1024 * 1024

/** Lets people paste an entry or choose its file, and hands over what can be read of it. */
export function enableStart(
  root: HTMLElement,
  ask: Ask,
  rules: string,
  fill: (values: Values) => void,
): void {
  const text = need<HTMLTextAreaElement>(root, '[data-start-text]')
  const file = need<HTMLInputElement>(root, '[data-start-file]')
  const status = need(root, '[data-start-status]')
  const list = need(root, '[data-start-findings]')
  const button = need(root, '[data-start-fill]')
  let fields: EntryFields | null = null
  let timer: number | undefined
  let latest = 0

  const judge = async (bytes: Uint8Array, fileName: string | null) => {
    const turn = ++latest
    const answer = await ask({ kind: 'read', bytes, fileName }).catch((error: Error) => error)
    if (turn !== latest) return
    const failed = answer instanceof Error
    const findings = failed ? [] : answer.findings
    fields = failed ? null : answer.fields
    listWithLines(list, findings, rules)
    button.hidden = fields === null
    if (failed) say(status, `It could not be judged: ${answer.message}.`)
    else say(status, findings.length > 0 ? count(findings.length, 'finding') : 'It passes.')
  }

  const forget = () => {
    latest++
    fields = null
    button.hidden = true
    list.hidden = true
    say(status, '')
  }

  text.addEventListener('input', () => {
    clearTimeout(timer)
    file.value = ''
    if (text.value === '') return forget()
    const bytes = new TextEncoder().encode(text.value)
    timer = window.setTimeout(() => void judge(bytes, null), PAUSE_MS)
  })
  file.addEventListener('change', async () => {
    clearTimeout(timer)
    const [chosen] = file.files ?? []
    if (!chosen) return
    // A text area would change line ends and the like, so the file is judged by its bytes.
    const bytes = new Uint8Array(await chosen.slice(0, MOST_READ).arrayBuffer())
    text.value = ''
    await judge(bytes, chosen.name)
  })
  button.addEventListener('click', () => {
    if (fields) fill(valuesOfEntry(fields))
  })
}

function valuesOfEntry({ tags, identity, issuer, ...texts }: EntryFields): Values {
  return {
    ...texts,
    tags: tags.join(', '),
    'signing.identity': identity,
    'signing.issuer': issuer,
  }
}

/**
 * The values of a published package, for a change of it.
 *
 * @throws with what to tell people where there is no such package
 */
export async function loadPackage(name: string, ask: Ask): Promise<Values> {
  const { isListed, isGone } = await ask({ kind: 'find', name })
  if (isGone) throw new Error(`“${name}” is not listed any more.`)
  if (!isListed) throw new Error(`The index has no package “${name}”.`)
  const base = document.documentElement.dataset['base'] ?? '/'
  const response = await fetch(`${base}packages/${name}.json`)
  if (!response.ok) throw new Error(`“${name}” could not be loaded: ${response.status}.`)
  const one = (await response.json()) as Package
  const { overview, tags = [], signing, homepage = '', maintainer = '' } = one
  const { name: own, ociRef, version, description } = one
  const entry = { name: own, ociRef, version, description, homepage, maintainer, tags }
  const about = Object.entries(overview ?? {}).map(([key, value]) => [`overview.${key}`, value])
  return { ...valuesOfEntry({ ...entry, ...signing }), ...Object.fromEntries(about) }
}
