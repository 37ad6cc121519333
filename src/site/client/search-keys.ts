/** `/` and Ctrl+K (or ⌘K) put the cursor into the page's search, unless somebody is typing. */
export function enableSearchKeys(): void {
  document.addEventListener('keydown', (event) => {
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey
    const isCtrlK = event.key === 'k' && (event.ctrlKey || event.metaKey)
    if (!isCtrlK && !(isSlash && !isTyping(event.target))) return
    const input = document.querySelector<HTMLInputElement>('[data-search]')
    if (!input) return
    event.preventDefault()
    input.focus()
    input.select()
  })
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
  )
}
