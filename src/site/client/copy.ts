const SHOWN_MS = 2000

/** Shows the copy buttons, which without JavaScript or a clipboard would do nothing. */
export function enableCopying(): void {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.hidden = false
    const say = speaker(button)
    button.addEventListener('click', () => copy(button, say))
  }
}

async function copy(button: HTMLButtonElement, say: (text: string) => void): Promise<void> {
  const done = await navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(
    () => true,
    () => false,
  )
  const command = button.parentElement?.querySelector('code')
  if (!done && command) getSelection()?.selectAllChildren(command)
  say(done ? 'Copied' : 'Press Ctrl+C')
}

/** Says what became of a click on the button and, as a status, to those who do not see it. */
function speaker(button: HTMLButtonElement): (text: string) => void {
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
