/**
 * Folds what people type alike to the same text: case, accents of the Latin and Greek alphabets, and
 * the compatibility forms of a character. Everything else stays, in any script. Nothing is composed
 * again: whatever a text contains, the folded text contains the folded part.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
}

/** The words of a folded text: runs of letters and digits, with the signs of C++ and C#. */
export function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{N}\p{M}]+[+#]*/gu) ?? []
}

/** The words that a text must have for a term of a query; none where it says too little. */
export function partsOf(term: string): string[] {
  const parts = wordsOf(term)
  return parts.length > 1 && parts.some((part) => part.length < 2) ? [] : parts
}

/** A word without the endings of plural and participle, for a second attempt; null without one. */
export function stemOf(word: string): string | null {
  const stem = word.replace(/(?<=\p{L}{4})(?:ings?|e[sd]|s)$/u, '')
  return stem === word ? null : stem
}

/** Whether a word of a folded text begins so. */
export function hasWord(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}\p{M}]/u.test(text[at - 1] ?? '')) return true
  }
  return false
}

/** A kind or a name, folded, and again with its words apart: VMInstance as vm-instance, too. */
export function spacedOut(name: string): string {
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
  return `${foldText(name)} ${foldText(words.join('-'))}`
}
