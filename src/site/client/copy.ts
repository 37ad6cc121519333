const SHOWN_MS = 2000

/** Shows the copy buttons, which without JavaScript or a clipboard would do nothing. */
export function enableCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.hidden = false
    enableCopy(button, () => button.dataset['copy'] ?? '')
  }
}

/** Lets a button copy a text; where there is no clipboard, it goes. */
export function enableCopy(button: HTMLElement, text: () => string): void {
  if (!navigator.clipboard) {
    button.hidden = true
    return
  }
  const say = speaker(button)
  button.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    )
    say(done ? 'Copied' : askToCopy(button))
  })
}

/** Selects what the button would have copied, where it stands beside it. */
function askToCopy(button: HTMLElement): string {
  const code = button.closest('.command, .code, figure')?.querySelector('pre code')
  if (!code) return 'Not allowed: select and copy'
  getSelection()?.selectAllChildren(code)
  return 'Press Ctrl+C'
}

/** Says what became of a click on the button and, as a status, to those who do not see it. */
function speaker(button: HTMLElement): (text: string) => void {
  const status = button.parentElement?.querySelector('[role=status]')
  const idle = button.textContent
  let timer: number | undefined
  return (text) => {
    clearTimeout(timer)
    button.textContent = text
    if (status) status.textContent = text
    timer = window.setTimeout(() => {
      button.textContent = idle
      if (status) status.textContent = ''
    }, SHOWN_MS)
  }
}
