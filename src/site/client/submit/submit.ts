import { writeSubmission } from '../../../core/write-submission.ts'
import { openDraft } from './draft.ts'
import { count, make, need, say } from './elements.ts'
import { createEngine } from './engine.ts'
import { enableFiles } from './files.ts'
import { showAtFields } from './findings.ts'
import { enableFinish } from './finish.ts'
import { findFields, readSubmission } from './form.ts'
import { enableIdentityHelper } from './identity.ts'
import type { CheckAnswer } from './protocol.ts'
import { enableStart, loadPackage, type Values } from './start.ts'

const PAUSE_MS = 300

enableSubmission(need<HTMLFormElement>(document, '[data-submit]'))

function enableSubmission(form: HTMLFormElement): void {
  const { schema = '', rules = '', context = '' } = form.dataset
  const ask = createEngine(context)
  const fields = findFields(form)
  const { controls } = fields
  const showFiles = enableFiles(form)
  const finish = enableFinish(form, fields)
  const helper = enableIdentityHelper(form, fields)
  const status = need(form, '[data-status]')
  const note = need(document, '[data-note]')
  const certificate = need(form, '[data-certificate]')
  const undo = need(form, '[data-undo]')
  const subject = new URLSearchParams(location.search).get('package')
  const draft = openDraft(subject)
  const touched = new Set<string>()
  let submitted = false
  let last: CheckAnswer | null = null
  let cleared: Values | null = null
  let timer: number | undefined
  let latest = 0

  function values(): Values {
    return Object.fromEntries([...controls].map(([name, { value }]) => [name, value]))
  }

  function show(): void {
    const files = writeSubmission(readSubmission(fields), schema)
    showFiles(files)
    finish.direct(files, last?.isListed ?? false)
    helper.arrange()
  }

  function showFindings(answer: CheckAnswer): void {
    last = answer
    const seen = answer.findings.filter(({ field }) => submitted || touched.has(field))
    showAtFields(form, fields, seen, rules)
    helper.takeApart(answer.workflow)
    certificate.hidden = answer.certificate === fields.get('signing.identity').trim()
    need(certificate, 'code').textContent = answer.certificate
    if (submitted || touched.size > 0) {
      say(status, summarize(answer, seen))
      status.dataset['state'] = stateOf(seen, answer)
    }
    if (submitted) finish.show(answer)
    finish.direct(writeSubmission(readSubmission(fields), schema), answer.isListed)
  }

  async function check(): Promise<void> {
    clearTimeout(timer)
    const turn = ++latest
    const submission = readSubmission(fields)
    try {
      const answer = await ask({ kind: 'check', submission, schema })
      if (turn === latest) showFindings(answer)
    } catch (error) {
      if (turn !== latest) return
      const reason = `The rules could not be loaded: ${(error as Error).message}.`
      say(status, reason)
      status.dataset['state'] = 'unknown'
      if (submitted) finish.showUnchecked(reason)
    }
  }

  function change(): void {
    // An answer on its way is about what stood there before.
    latest++
    show()
    draft.save(values())
    clearTimeout(timer)
    timer = window.setTimeout(() => void check(), PAUSE_MS)
  }

  function fill(filled: Values): void {
    for (const [name, value] of Object.entries(filled)) {
      if (!controls.has(name)) continue
      fields.set(name, value)
      if (value.trim() !== '') touched.add(name)
    }
    const overview = need<HTMLDetailsElement>(form, '[data-overview]')
    const isAbout = ([name, value]: [string, string]) =>
      name.startsWith('overview.') && value !== ''
    if (Object.entries(filled).some(isAbout)) overview.open = true
    change()
  }

  // The rules are on their way before the first word is typed.
  form.addEventListener('focusin', () => void check(), { once: true })
  form.addEventListener('input', ({ target }) => {
    const name = (target as HTMLInputElement).name
    if (name) touched.add(name)
    if (name?.startsWith('helper.')) touched.add('signing.identity')
    undo.hidden = true
    change()
  })
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    submitted = true
    await check()
    finish.focus()
  })
  need(form, '[data-clear]').addEventListener('click', () => {
    cleared = values()
    reset()
    draft.clear()
    note.hidden = true
    undo.hidden = false
    say(status, 'Everything was cleared.')
    if (subject !== null) void startFrom(subject)
  })
  undo.addEventListener('click', () => {
    undo.hidden = true
    if (cleared) fill(cleared)
    controls.get('name')?.focus()
  })

  function reset(): void {
    latest++
    clearTimeout(timer)
    touched.clear()
    submitted = false
    last = null
    form.reset()
    showAtFields(form, fields, [], rules)
    certificate.hidden = true
    delete status.dataset['state']
    finish.hide()
    show()
  }

  enableStart(need(document, '[data-start]'), ask, rules, (filled) => {
    reset()
    fill(filled)
    controls.get('name')?.focus()
  })

  const kept = draft.load()
  if (kept) {
    fill(kept)
    tell('What you typed here before is still there.', 'start over', () =>
      need(form, '[data-clear]').click(),
    )
  } else if (subject !== null) {
    void startFrom(subject)
  }
  // The page comes with the files of an empty form, so that loading it costs nothing more.

  async function startFrom(name: string): Promise<void> {
    try {
      fill(await loadPackage(name, ask))
      tell(`This changes ${name}, which is listed. Comments in its file are not carried over.`)
    } catch (error) {
      tell((error as Error).message)
    }
  }

  function tell(text: string, action?: string, act?: () => void): void {
    note.hidden = false
    note.replaceChildren(make('bdi', '', text))
    if (!action || !act) return
    const button = make('button', 'link', action)
    button.type = 'button'
    button.addEventListener('click', act)
    note.append(' You can also ', button, '.')
  }
}

function stateOf(seen: CheckAnswer['findings'], { findings }: CheckAnswer): string {
  if (seen.some(({ severity }) => severity === 'error')) return 'error'
  return findings.some(({ severity }) => severity === 'error') ? 'unknown' : 'good'
}

/** What is shown at the fields, in a sentence; silent about what was not touched yet. */
function summarize({ findings }: CheckAnswer, seen: CheckAnswer['findings']): string {
  const errors = seen.filter(({ severity }) => severity === 'error').length
  const warnings = seen.length - errors
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ]
  if (parts.length > 0) return `${parts.join(' and ')} beside the fields.`
  return findings.some(({ severity }) => severity === 'error')
    ? 'Nothing to mend in what you have filled in so far.'
    : 'It passes the rules that run here.'
}
