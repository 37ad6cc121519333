import { editFileLink, newFileLink, type SubmissionFile } from '../../../core/write-submission.ts'
import { enableCopy } from '../copy.ts'
import { count, need, say } from './elements.ts'
import { listWithLinks } from './findings.ts'
import type { Fields } from './form.ts'
import type { CheckAnswer } from './protocol.ts'

/** The end of the form: what is left to mend, or the way to GitHub. */
export interface Finish {
  /** Points the way at the files as they stand. */
  direct(files: readonly SubmissionFile[], isListed: boolean): void
  show(answer: CheckAnswer): void
  /** Shows a way on although nothing could be checked. */
  showUnchecked(reason: string): void
  hide(): void
  /** Puts the reader in front of the result. */
  focus(): void
}

export function enableFinish(form: HTMLElement, fields: Fields): Finish {
  const errors = need(form, '[data-errors]')
  const done = need(form, '[data-done]')
  const github = need<HTMLAnchorElement>(form, '[data-github]')
  const copyEntry = need(form, '[data-copy-entry]')
  const copyOverview = need(form, '[data-copy-overview]')
  const repository = form.dataset['repository'] ?? ''
  let current: readonly SubmissionFile[] = []
  enableCopy(copyEntry, () => current[0]?.text ?? '')
  enableCopy(copyOverview, () => current[1]?.text ?? '')

  const direct = (files: readonly SubmissionFile[], isListed: boolean) => {
    current = files
    const [entry, overview] = files
    if (!entry) return
    const link = isListed
      ? { href: editFileLink(repository, entry.path), isFilledIn: false }
      : newFileLink(repository, entry)
    github.href = link.href
    copyEntry.hidden = link.isFilledIn || !navigator.clipboard
    need(done, '[data-github-note]').textContent = isListed
      ? 'Copy the entry first. GitHub opens the file as it is now: put the copied text in the place of all of it.'
      : link.isFilledIn
        ? 'The file is filled in there. GitHub makes a copy of the index under your account for the change.'
        : 'The text is too long for a link: copy the entry first, and paste it there.'
    need(done, '[data-step="overview"]').hidden = !overview
    need(done, '[data-overview-path]').textContent = overview?.path ?? ''
    copyOverview.hidden = !navigator.clipboard
  }

  const reveal = (element: HTMLElement | null) => {
    errors.hidden = element !== errors
    done.hidden = element !== done
  }

  const titled = (title: string, note: string, commands: string) => {
    say(need(done, 'h2'), title)
    const warned = need(done, '[data-warned]')
    warned.hidden = note === ''
    say(warned, note)
    need(done, '[data-commands]').textContent = commands
    reveal(done)
  }

  return {
    direct,
    show({ findings, commands }) {
      const wrong = findings.filter(({ severity }) => severity === 'error')
      const warnings = findings.filter(({ severity }) => severity === 'warning')
      if (wrong.length > 0) {
        say(need(errors, 'h2'), `${count(wrong.length, 'error')} to mend`)
        listWithLinks(need(errors, 'ol'), fields, wrong)
        return reveal(errors)
      }
      const note = `${count(warnings.length, 'warning')} beside the fields: a person will look at it.`
      titled('It passes the rules that run here', warnings.length > 0 ? note : '', commands)
    },
    showUnchecked(reason) {
      titled(
        'It could not be checked here',
        `${reason} The files are complete all the same, and the pull request’s checks will judge them.`,
        'npm run check',
      )
    },
    hide: () => reveal(null),
    focus() {
      const shown = done.hidden ? errors : done
      shown.focus({ preventScroll: true })
      shown.scrollIntoView({ block: 'start' })
    },
  }
}
