const THEMES = ['automatic', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]

/** Shows the theme button and lets it go round: automatic, light, dark. */
export function enableTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-toggle]')
  if (!button) return
  button.hidden = false
  apply(button, current())
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length] ?? 'automatic'
    remember(next)
    apply(button, next)
  })
}

function current(): Theme {
  const chosen = document.documentElement.dataset['theme']
  return chosen === 'light' || chosen === 'dark' ? chosen : 'automatic'
}

function apply(button: HTMLButtonElement, theme: Theme): void {
  if (theme === 'automatic') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  button.setAttribute('aria-label', `Colour theme: ${theme}`)
  button.title = `Colour theme: ${theme}`
}

function remember(theme: Theme): void {
  try {
    if (theme === 'automatic') localStorage.removeItem('theme')
    else localStorage.setItem('theme', theme)
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
}
