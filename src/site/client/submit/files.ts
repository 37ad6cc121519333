import type { SubmissionFile } from '../../../core/write-submission.ts'
import { enableCopy } from '../copy.ts'
import { need } from './elements.ts'

const SHOWN_MS = 2000

/** Shows the files as they stand, each with a button to copy and one to download it. */
export function enableFiles(root: HTMLElement): (files: readonly SubmissionFile[]) => void {
  const figures = [...root.querySelectorAll<HTMLElement>('figure[data-file]')].map((figure) => ({
    figure,
    path: need(figure, '[data-path]'),
    text: need(figure, 'pre code'),
  }))
  for (const { figure, path, text } of figures) {
    enableCopy(need(figure, '[data-copy-file]'), () => text.textContent)
    need(figure, '[data-download]').addEventListener('click', () =>
      download({ path: path.textContent, text: text.textContent }),
    )
  }
  return (files) => {
    for (const [at, { figure, path, text }] of figures.entries()) {
      const file = files[at]
      figure.hidden = !file
      path.textContent = file?.path ?? ''
      text.textContent = file?.text ?? ''
    }
  }
}

function download({ path, text }: SubmissionFile): void {
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  anchor.download = path.slice(path.lastIndexOf('/') + 1)
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(anchor.href), SHOWN_MS)
}
