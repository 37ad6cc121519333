import { readPlainScalar } from '../yaml/plain-scalar.ts'

/** A value as the Go decoder of upstream and of Helm sees it: YAML 1.1, as JSON. */
export type TypedValue =
  | null
  | boolean
  | number
  | string
  | TypedValue[]
  | { [key: string]: TypedValue }

/** What an unquoted scalar means: `yes` is true, `010` is 8. */
export function plainValue(source: string): TypedValue {
  const reading = readPlainScalar(source)
  if (reading?.type === 'null') return null
  if (reading?.type === 'boolean') return reading.cozypkg === 'true'
  if (reading?.type !== 'number') return source
  const digits = /^-?\d+$/.test(reading.cozypkg) ? reading.cozypkg : source.replaceAll('_', '')
  return Number.isFinite(Number(digits)) ? Number(digits) : source
}

/** What a scalar with an explicit tag means. */
export function taggedValue(tag: string, text: string): TypedValue {
  if (/^!!(int|float|bool|null)$/.test(tag)) return plainValue(text)
  if (!/binary>?$/.test(tag)) return text
  try {
    return atob(text.replace(/\s/g, ''))
  } catch {
    return text
  }
}
