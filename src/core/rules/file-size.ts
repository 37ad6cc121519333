import { SIZE_LIMITS } from '../index-file.ts'
import type { Rule } from '../rule.ts'

export const fileSize: Rule = {
  id: 'file-size',
  group: 'Format',
  severity: 'error',
  title: 'No file is larger than its kind allows.',
  why: 'Every reader loads every entry. An entry has at most 16 KiB, an overview 64 KiB; the bounds also keep parsers from being driven out of memory.',
  *file(file, place) {
    if (file.type !== 'file' || !place || file.size === null) return
    const limit = SIZE_LIMITS[place.kind]
    if (file.size <= limit) return
    yield {
      message: `expected at most ${limit} bytes, found ${file.size}`,
      fix: 'Shorten it; long texts belong on the homepage.',
    }
  },
}
