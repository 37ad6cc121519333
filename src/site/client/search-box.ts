/**
 * Lets search boxes offer matches while somebody types. What that takes is loaded with the first
 * focus, and the list of packages with the first letter.
 */
export function enableSuggestions(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('[data-suggests]')) {
    input.setAttribute('role', 'combobox')
    input.setAttribute('aria-autocomplete', 'list')
    input.setAttribute('aria-expanded', 'false')
    const load = async () => {
      const { enableCombobox } = await import('./combobox.ts')
      enableCombobox(input)
    }
    input.addEventListener('focus', () => void load(), { once: true })
  }
}
