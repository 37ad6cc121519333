import { foldText, hasWord, partsOf, stemOf } from './fold-text.ts'

/** A text as the full-text search holds it. */
export interface TextRecord {
  /** The page that it leads to, below the address of the site. */
  url: string
  /** All its words, folded, each once: a record without any would not be found by its `meta` either. */
  content: string
  /** Is searched as well, so that a package’s name, which our own ranking knows, has no place in it. */
  meta: { title?: string; description: string }
}

/** A record that was found, ready to be asked for words. */
export interface FoundText {
  url: string
  /** The package that it is about; null for another page. */
  name: string | null
  title: string
  description: string
  /** Where a folded word stands in it. */
  place(word: string): 'description' | 'text' | null
}

export function readTextRecord({ url, content, meta }: TextRecord): FoundText {
  const name = /^packages\/([^/]+)\/$/.exec(url)?.[1] ?? null
  const described = foldText(meta.description)
  const has = (text: string, parts: readonly string[]) => parts.every((one) => hasWord(text, one))
  const place = (word: string) => {
    const parts = partsOf(word)
    if (parts.length === 0 || !has(content, parts)) return null
    return has(described, parts) ? 'description' : 'text'
  }
  return { url, name, title: meta.title ?? url, description: meta.description, place }
}

/** Whether a text has all folded words, but for their endings. */
export function hasAllWords({ place }: FoundText, words: readonly string[]): boolean {
  return words.every((word) => place(word) ?? place(stemOf(word) ?? word))
}
