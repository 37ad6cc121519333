import { writeSubmission } from '../../../core/write-submission.ts'
import { count, need, say } from './elements.ts'
import type { Ask } from './engine.ts'
import { showAtFields } from './findings.ts'
import { enableFinish } from './finish.ts'
import { type Fields, readSubmission } from './form.ts'
import type { IdentityHelper } from './identity.ts'
import type { CheckAnswer } from './protocol.ts'

const PAUSE_MS = 300

/** Judges the form, and shows what is wrong with the fields that somebody has touched. */
export interface Review {
  /** From now on findings of these fields are shown. */
  touch(...names: string[]): void
  /** Judges when nothing has changed for a moment. */
  judgeSoon(): void
  judge(): Promise<void>
  /** Judges all fields, and leads to what came of it. */
  finish(): Promise<void>
  /** Begins anew, as with an empty form. */
  reset(): void
}

export function enableReview(
  form: HTMLFormElement,
  fields: Fields,
  helper: IdentityHelper,
  ask: Ask,
): Review {
  const { schema = '', rules = '' } = form.dataset
  const end = enableFinish(form, fields)
  const status = need(form, '[data-status]')
  const checking = need(form, '[data-checking]')
  const certificate = need(form, '[data-certificate]')
  const listed = need(form, '[data-listed]')
  const touched = new Set<string>()
  let isSubmitted = false
  /** Whether somebody asked for the result, and waits to be led to it. */
  let isAwaited = false
  let isListed = false
  let timer: number | undefined
  let latest = 0

  const direct = () => end.direct(writeSubmission(readSubmission(fields), schema), isListed)

  const show = (answer: CheckAnswer) => {
    const seen = answer.findings.filter(({ field }) => isSubmitted || touched.has(field))
    showAtFields(form, fields, seen, rules)
    helper.takeApart(answer.workflow)
    certificate.hidden = answer.certificate === fields.get('signing.identity').trim()
    need(certificate, 'code').textContent = answer.certificate
    if (isSubmitted || touched.size > 0) {
      say(status, summarize(answer, seen))
      status.dataset['state'] = stateOf(answer, seen)
    }
    isListed = answer.isListed
    listed.hidden = !isListed
    direct()
    if (isSubmitted) end.show(answer)
    lead()
  }

  const lead = () => {
    say(checking, '')
    if (isAwaited) end.focus()
    isAwaited = false
  }

  const judge = async () => {
    clearTimeout(timer)
    const turn = ++latest
    const question = { kind: 'check', submission: readSubmission(fields), schema } as const
    const answer = await ask(question).catch((error: Error) => error)
    if (turn !== latest) return
    if (!(answer instanceof Error)) return show(answer)
    const reason = `The rules could not be loaded: ${answer.message}.`
    say(status, reason)
    status.dataset['state'] = 'unknown'
    if (isSubmitted) end.showUnchecked(reason)
    lead()
  }

  return {
    touch: (...names) => {
      for (const name of names) touched.add(name)
    },
    judgeSoon() {
      // An answer on its way is about what stood there before.
      latest++
      direct()
      clearTimeout(timer)
      timer = window.setTimeout(() => void judge(), PAUSE_MS)
    },
    judge,
    async finish() {
      isSubmitted = true
      isAwaited = true
      say(checking, 'Checking…')
      await judge()
    },
    reset() {
      latest++
      clearTimeout(timer)
      touched.clear()
      isSubmitted = false
      isAwaited = false
      isListed = false
      say(checking, '')
      showAtFields(form, fields, [], rules)
      certificate.hidden = true
      listed.hidden = true
      delete status.dataset['state']
      end.hide()
    },
  }
}

type Findings = CheckAnswer['findings']

const isError = ({ severity }: Findings[number]) => severity === 'error'

function stateOf({ findings }: CheckAnswer, seen: Findings): string {
  if (seen.some(isError)) return 'error'
  return findings.some(isError) ? 'unknown' : 'good'
}

/** What is shown at the fields, in a sentence; silent about what was not touched yet. */
function summarize({ findings }: CheckAnswer, seen: Findings): string {
  const errors = seen.filter(isError).length
  const warnings = seen.length - errors
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ]
  if (parts.length > 0) return `${parts.join(' and ')} beside the fields.`
  return findings.some(isError)
    ? 'Nothing to mend in what you have filled in so far.'
    : 'It passes the rules that run here.'
}
