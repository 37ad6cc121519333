import type { Document } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import type { YamlNode } from '../yaml/read-yaml.ts'

export const yamlTag: Rule = {
  id: 'yaml-tag',
  group: 'Format',
  severity: 'error',
  title: 'No YAML tags.',
  why: 'A tag such as !!binary or !!int changes the value that a reader gets: upstream’s client decodes !!binary aGVsbG8= to hello.',
  *document(document) {
    for (const node of document.yaml?.nodes ?? []) {
      if (node.tag === null) continue
      yield {
        message: `found the tag ${quote(node.tag)}${reading(node)}`,
        fix: 'Remove the tag and write the value as a quoted string.',
        at: { offset: tagOffset(document, node) },
      }
    }
  },
}

function reading(node: YamlNode): string {
  if (!node.tag?.endsWith(':binary')) return ', which changes what a reader gets'
  return `; cozypkg would read ${quote(decodeBase64(node.text ?? ''))}`
}

function decodeBase64(text: string): string {
  try {
    return atob(text)
  } catch {
    return ''
  }
}

/** Nodes begin behind their tag; the finding points at the tag itself. */
function tagOffset(document: Document, node: YamlNode): number {
  const offset = document.yamlStart + node.offset
  const tag = document.text.lastIndexOf('!', offset)
  return tag === -1 ? offset : document.text.slice(0, tag + 1).search(/!+$/)
}
