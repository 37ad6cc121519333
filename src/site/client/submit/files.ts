import type { SubmissionFile } from '../../../core/write-submission.ts'
import { need } from './elements.ts'

const SHOWN_MS = 2000

/** Shows the files as they stand, each with a button to copy and one to download it. */
export function enableFiles(root: HTMLElement): (files: readonly SubmissionFile[]) => void {
  const shown = new Map<string, SubmissionFile>()
  const figures = [...root.querySelectorAll<HTMLElement>('figure[data-file]')]
  for (const figure of figures) {
    const kind = figure.dataset['file'] ?? ''
    enableCopy(need(figure, '[data-copy-file]'), () => shown.get(kind)?.text ?? '')
    need(figure, '[data-download]').addEventListener('click', () => {
      const file = shown.get(kind)
      if (file) download(file)
    })
  }
  return (files) => {
    for (const figure of figures) {
      const kind = figure.dataset['file'] ?? ''
      const file = files[kind === 'entry' ? 0 : 1]
      figure.hidden = !file
      if (!file) {
        shown.delete(kind)
        continue
      }
      shown.set(kind, file)
      need(figure, '[data-path]').textContent = file.path
      need(figure, 'pre code').textContent = file.text
    }
  }
}

/** A button that copies a text, shown where there is a clipboard. */
export function enableCopy(button: HTMLElement, text: () => string): void {
  if (!navigator.clipboard) {
    button.hidden = true
    return
  }
  const idle = button.textContent
  let timer: number | undefined
  button.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    )
    clearTimeout(timer)
    button.textContent = done ? 'Copied' : 'Not allowed: select and copy'
    timer = window.setTimeout(() => {
      button.textContent = idle
    }, SHOWN_MS)
  })
}

function download({ path, text }: SubmissionFile): void {
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  anchor.download = path.slice(path.lastIndexOf('/') + 1)
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(anchor.href), SHOWN_MS)
}
