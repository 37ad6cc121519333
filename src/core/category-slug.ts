import { foldText } from './fold-text.ts'

/**
 * The address of a category, which is free text: categories that differ in case, accents or
 * separators share one. What letters and digits of the Latin alphabet cannot say is told apart by a
 * number, so that every category has an address, and no address depends on other categories.
 */
export function categorySlug(category: string): string {
  const folded = foldText(category)
  const slug = folded.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  const isWhole = /^[a-z0-9\s&,.'()/_-]*$/.test(folded) && slug !== ''
  return isWhole ? slug : [slug || 'category', hashText(folded)].join('-')
}

/** Eight hexadecimal digits that tell texts apart (FNV-1a); no protection against anybody. */
export function hashText(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}
