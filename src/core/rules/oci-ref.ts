import { textAt } from '../document.ts'
import { parseOciRef } from '../oci-ref.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const ociRef: Rule = {
  id: 'oci-ref',
  group: 'References',
  severity: 'error',
  title: 'The reference is oci://host/org/repo, without tag, digest, port or credentials.',
  why: 'cozypkg tap appends the version as the tag and derives the name of the Flux source from the last two segments.',
  *entry(entry) {
    const text = textAt(entry, 'ociRef')
    if (text === null) return
    const result = parseOciRef(text)
    if ('ref' in result) return
    yield {
      message: `ociRef ${result.problem}: ${quote(text)}`,
      fix: result.fix,
      at: { path: ['ociRef'] },
    }
  },
}
