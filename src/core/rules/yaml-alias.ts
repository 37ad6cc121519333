import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const yamlAlias: Rule = {
  id: 'yaml-alias',
  group: 'Format',
  severity: 'error',
  title: 'No anchors and aliases.',
  why: 'An alias makes a value appear where it is not written, and nested aliases make a small file enormous.',
  *document(document) {
    for (const node of document.yaml?.nodes ?? []) {
      if (node.anchor === null && node.kind !== 'alias') continue
      const what = node.kind === 'alias' ? 'alias' : 'anchor'
      const name = node.anchor ?? node.text ?? ''
      yield {
        message: `found the ${what} ${quote(name)}; cozypkg would copy the anchored value to each alias`,
        fix: 'Write the value out.',
        at: { offset: document.yamlStart + node.offset },
      }
    }
  },
}
