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
        at: { offset: document.yamlStart + node.offset },
      }
    }
  },
}

function reading(node: YamlNode): string {
  if (!/^!!binary$|^!<tag:yaml.org,2002:binary>$/.test(node.tag ?? ''))
    return ', which changes what a reader gets'
  return `; cozypkg would read ${quote(decodeBase64(node.text ?? ''))}`
}

function decodeBase64(text: string): string {
  try {
    return atob(text)
  } catch {
    return ''
  }
}
