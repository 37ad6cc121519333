import fc from 'fast-check'
import type { Entry } from '../../src/core/schemas/entry.ts'
import { plainScalar } from './arbitrary-entry.ts'

/** What somebody may type into a field, or paste. */
export const anyText = fc.oneof(
  plainScalar,
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
export const optionalText = fc.option(anyText, { nil: undefined })

/** Everything that a form can hold, right or wrong. */
export const anyEntry: fc.Arbitrary<Entry> = fc.record({
  name: anyText,
  ociRef: anyText,
  version: anyText,
  description: anyText,
  homepage: optionalText,
  maintainer: optionalText,
  tags: fc.option(fc.array(anyText, { maxLength: 4 }), { nil: undefined }),
  signing: fc.record({ identity: anyText, issuer: anyText }),
})

/** What is absent is not written, and half a surrogate pair cannot be. */
export function asWritten<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), toWellFormed)
}

function toWellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}
