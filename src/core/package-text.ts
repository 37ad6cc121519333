import { markdownTokens } from './markdown.ts'
import type { Package } from './schemas/catalog.ts'

/** Of a README of a megabyte, the first pages say what it is. */
const MOST_CHARACTERS = 40_000

/** What full-text search finds a package by beside names, tags and description. */
export function furtherText(one: Package): string {
  const record = one.releases.find(({ version }) => version === one.release?.version)
  const markdown = one.overview?.body || record?.contents.readme || ''
  const kinds = (record?.contents.applications ?? []).map(({ description }) => description ?? '')
  return [one.maintainer ?? '', ...kinds, plainText(markdown.slice(0, MOST_CHARACTERS))].join('\n')
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
