/** What is being typed, kept for as long as the tab: by field, for a new entry or a package. */
export interface DraftStore {
  load(): Record<string, string> | null
  save(values: Record<string, string>): void
  clear(): void
}

/** @param subject the package that is changed, or null for a new one */
export function openDraft(subject: string | null): DraftStore {
  const key = `submit:${subject ?? ''}`
  return {
    load: () => attempt(() => parse(sessionStorage.getItem(key))),
    save: (values) => void attempt(() => sessionStorage.setItem(key, JSON.stringify(values))),
    clear: () => void attempt(() => sessionStorage.removeItem(key)),
  }
}

/** Storage can be forbidden or full; the draft then lasts as long as the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

function parse(text: string | null): Record<string, string> | null {
  const value: unknown = JSON.parse(text ?? 'null')
  if (typeof value !== 'object' || value === null) return null
  const texts = Object.entries(value).filter(([, one]) => typeof one === 'string')
  return Object.fromEntries(texts)
}
