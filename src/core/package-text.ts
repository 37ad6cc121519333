import { markdownTokens } from './markdown.ts'
import type { Package } from './schemas/catalog.ts'

/** The words of a package for full-text search: names, tags, description and overview. */
export function packageText(one: Package): string {
  const names = [
    one.name,
    one.name.replace(/[.-]/g, ' '),
    one.overview?.title,
    one.overview?.category,
  ]
  const words = [...names, ...(one.tags ?? []), one.maintainer, one.description]
  return [...words.filter(Boolean), plainText(one.overview?.body ?? '')].join('\n')
}

function plainText(markdown: string): string {
  const texts: string[] = []
  for (const { token } of markdownTokens(markdown)) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'fence') {
      texts.push(token.content)
    }
  }
  return texts.join(' ')
}
