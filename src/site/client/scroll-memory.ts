let isHeld = false

/**
 * Keeps how far the page is scrolled in its entry of the history: the browser restores that before
 * a list that has to be loaded is long enough.
 */
export function rememberScroll(): void {
  addEventListener('scrollend', keepScroll)
  addEventListener('pagehide', keepScroll)
}

export function keepScroll(): void {
  if (!isHeld) history.replaceState({ scroll: Math.round(scrollY) }, '')
}

/** Scrolls to where the current entry of the history was left, once its list is drawn. */
export async function restoreScroll(drawn: Promise<void>): Promise<void> {
  const { scroll } = (history.state ?? {}) as { scroll?: unknown }
  isHeld = true
  await drawn
  if (typeof scroll === 'number') scrollTo({ top: scroll, behavior: 'instant' })
  isHeld = false
}
