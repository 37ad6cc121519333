import type { Rule } from '../rule.ts'

export const yamlOneDocument: Rule = {
  id: 'yaml-one-document',
  group: 'Format',
  severity: 'error',
  title: 'A file holds one YAML document.',
  why: 'Upstream’s client reads the first document and ignores all others without a word, so a reviewer would see what nobody gets.',
  *document(document) {
    if (!document.yaml?.hasSecondDocument) return
    yield {
      message: 'found a second document, which cozypkg ignores silently',
      fix: 'Remove the --- or ... line, or move what follows into a file of its own.',
      at: { offset: document.yamlStart + secondDocument(document.text.slice(document.yamlStart)) },
    }
  },
}

/** Where the line stands that ends the first document. */
function secondDocument(yaml: string): number {
  const markers = [...yaml.matchAll(/^(---|\.\.\.)(\s|$)/gm)].map((match) => match.index)
  const startsWithMarker = /^([ \t]*(#.*)?\n)*---(\s|$)/.test(yaml)
  return markers[startsWithMarker ? 1 : 0] ?? 0
}
