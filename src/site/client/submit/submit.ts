import { writeSubmission } from '../../../core/write-submission.ts'
import { openDraft } from './draft.ts'
import { make, need, say } from './elements.ts'
import { createEngine } from './engine.ts'
import { enableFiles } from './files.ts'
import { findFields, readSubmission } from './form.ts'
import { enableIdentityHelper } from './identity.ts'
import { enableReview } from './review.ts'
import { enableStart, loadPackage, type Values } from './start.ts'

enableSubmission(need<HTMLFormElement>(document, '[data-submit]'))

/** The page comes with the files of an empty form: until somebody types, there is nothing to do. */
function enableSubmission(form: HTMLFormElement): void {
  const { schema = '', rules = '', context = '' } = form.dataset
  const ask = createEngine(context)
  const fields = findFields(form)
  const helper = enableIdentityHelper(form, fields)
  const review = enableReview(form, fields, helper, ask)
  const showFiles = enableFiles(form)
  const note = need(document, '[data-note]')
  const clear = need(form, '[data-clear]')
  const undo = need(form, '[data-undo]')
  const subject = new URLSearchParams(location.search).get('package')
  const draft = openDraft(subject)
  let cleared: Values = {}

  const show = () => {
    showFiles(writeSubmission(readSubmission(fields), schema))
    helper.arrange()
  }

  const change = () => {
    show()
    draft.save(fields.all())
    review.judgeSoon()
  }

  const fill = (values: Values) => {
    const known = Object.entries(values).filter(([name]) => fields.controls.has(name))
    const written = known.filter(([, value]) => value.trim() !== '').map(([name]) => name)
    for (const [name, value] of known) fields.set(name, value)
    review.touch(...written)
    const isAbout = written.some((name) => name.startsWith('overview.'))
    if (isAbout) need<HTMLDetailsElement>(form, '[data-overview]').open = true
    change()
  }

  const reset = () => {
    form.reset()
    review.reset()
    show()
  }

  const startFrom = async (name: string) => {
    try {
      fill(await loadPackage(name, ask))
      tell(`This changes ${name}, which is listed. Comments in its file are not carried over.`)
    } catch (error) {
      tell((error as Error).message)
    }
  }

  const tell = (text: string, ...more: (Node | string)[]) => {
    note.hidden = false
    note.replaceChildren(make('bdi', '', text), ...more)
  }

  const tellOfDraft = () => {
    const button = make('button', 'link', 'start over')
    button.type = 'button'
    button.addEventListener('click', () => clear.click())
    tell('What you typed here before is still there.', ' You can also ', button, '.')
  }

  // The rules are on their way before the first word is typed.
  form.addEventListener('focusin', () => void review.judge(), { once: true })
  form.addEventListener('input', ({ target }) => {
    const { name } = target as HTMLInputElement
    review.touch(name, ...(name.startsWith('helper.') ? ['signing.identity'] : []))
    undo.hidden = true
    change()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void review.finish()
  })
  clear.addEventListener('click', () => {
    cleared = fields.all()
    reset()
    draft.clear()
    note.hidden = true
    undo.hidden = false
    say(need(form, '[data-status]'), 'Everything was cleared.')
    if (subject !== null) void startFrom(subject)
  })
  undo.addEventListener('click', () => {
    undo.hidden = true
    fill(cleared)
    fields.controls.get('name')?.focus()
  })
  enableStart(need(document, '[data-start]'), ask, rules, (values) => {
    reset()
    fill(values)
    fields.controls.get('name')?.focus()
  })

  const kept = draft.load()
  if (kept) {
    fill(kept)
    tellOfDraft()
  } else if (subject !== null) {
    void startFrom(subject)
  }
}
