import parseSpdx from 'spdx-expression-parse'
import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const license: Rule = {
  id: 'license',
  group: 'Text',
  severity: 'error',
  title: 'The licence is an SPDX expression.',
  why: 'People and tools filter by licence; only the SPDX list makes two spellings one.',
  *overview(overview) {
    const text = textAt(overview, 'license')
    if (!text || isSpdx(text)) return
    yield {
      message: `expected an SPDX licence expression, found ${quote(text)}`,
      fix: 'Look the identifier up at https://spdx.org/licenses/, such as Apache-2.0.',
      at: { path: ['license'] },
    }
  },
}

function isSpdx(text: string): boolean {
  try {
    parseSpdx(text)
    return true
  } catch {
    return false
  }
}
