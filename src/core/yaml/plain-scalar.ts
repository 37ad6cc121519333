/**
 * What YAML readers make of a plain (unquoted) scalar that is not simply its own text.
 *
 * Rules: YAML 1.1 type repository, YAML 1.2.2 core schema, and the resolver of the Go decoder
 * (sigs.k8s.io/yaml) that upstream's client loads entries with, which strips underscores before
 * it reads a number and prints floats as Go's strconv does.
 */
export interface PlainReading {
  readonly type: 'null' | 'boolean' | 'number' | 'date' | 'sexagesimal number' | 'merge key'
  /** The string that upstream's client loads. Where it is the text itself, other readers differ. */
  readonly cozypkg: string
}

const NULL = /^(~|null|Null|NULL)?$/
const TRUE = /^(y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/
const FALSE = /^(n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/
const RADIX = /^[-+]?0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+|[0-7]+)$/
const DECIMAL = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
/** What some YAML 1.1 readers take for a number although it has no digits where they belong. */
const LOOSE_NUMBERS = [
  /^[-+]?0b[01_]+$/,
  /^[-+]?0x[0-9a-fA-F_]+$/,
  /^[-+]?([0-9][0-9_]*)?(\.[0-9_]*)?[eE][-+]?[0-9]+$/,
  /^[-+]?([0-9][0-9_]*)?\.[0-9_]*$/,
]
const SPECIAL_FLOAT = /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/
const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?$/

/**
 * Says how readers take a plain scalar that they do not take as its own text.
 *
 * @param source the scalar exactly as written
 * @returns null where every reader sees `source` itself
 */
export function readPlainScalar(source: string): PlainReading | null {
  if (NULL.test(source)) return { type: 'null', cozypkg: '' }
  if (TRUE.test(source)) return { type: 'boolean', cozypkg: 'true' }
  if (FALSE.test(source)) return { type: 'boolean', cozypkg: 'false' }
  if (source === '<<' || source === '=') return { type: 'merge key', cozypkg: source }
  if (SPECIAL_FLOAT.test(source)) return { type: 'number', cozypkg: goSpecialFloat(source) }
  if (DATE.test(source)) return { type: 'date', cozypkg: source }
  if (SEXAGESIMAL.test(source)) return { type: 'sexagesimal number', cozypkg: source }
  return readNumber(source)
}

function readNumber(source: string): PlainReading | null {
  const digits = source.replaceAll('_', '')
  const [, signInside] = /^0b([-+][01]+)$/.exec(digits) ?? []
  if (signInside) return number(goInteger(signInside.replace(/^[-+]/, '$&0b'), source))
  if (/^[-+.0-9]/.test(source)) {
    if (RADIX.test(digits)) return number(goInteger(digits, source))
    if (DECIMAL.test(digits)) return number(goDecimal(digits, source))
  }
  return LOOSE_NUMBERS.some((pattern) => pattern.test(source)) ? number(source) : null
}

function number(cozypkg: string): PlainReading {
  return { type: 'number', cozypkg }
}

function goSpecialFloat(source: string): string {
  if (source.toLowerCase() === '.nan') return 'NaN'
  return source.startsWith('-') ? '-Inf' : '+Inf'
}

function goInteger(digits: string, source: string): string {
  const negative = digits.startsWith('-')
  const unsigned = digits.replace(/^[-+]/, '')
  const prefixed = /^0[0-7]+$/.test(unsigned) ? `0o${unsigned.slice(1)}` : unsigned.toLowerCase()
  const value = BigInt(prefixed) * (negative ? -1n : 1n)
  return fitsGoInteger(value) ? String(value) : source
}

function goDecimal(digits: string, source: string): string {
  if (/^[-+]?[0-9]+$/.test(digits) && !/^[-+]?0[0-9]/.test(digits)) {
    const value = BigInt(digits.replace(/^\+/, ''))
    if (fitsGoInteger(value)) return String(value)
  }
  const isMisplaced = source.startsWith('.') && /(?<![0-9])_|_(?![0-9])/.test(source)
  const value = Number(digits)
  return isMisplaced || !Number.isFinite(value) ? source : goFloat(value)
}

/** Go keeps int64 and uint64; larger is text when it has a prefix, and a float when it is decimal. */
function fitsGoInteger(value: bigint): boolean {
  return value >= -(2n ** 63n) && value < 2n ** 64n
}

/**
 * Prints a float as Go's `strconv.FormatFloat(f, 'g', -1, 32)` does: the fewest digits that give
 * the same single-precision number, with an exponent below 1e-4 and from 1e6 on.
 */
function goFloat(value: number): string {
  const single = Math.fround(value)
  if (!Number.isFinite(single)) return single < 0 ? '-Inf' : '+Inf'
  let shortest = single.toExponential()
  for (let digits = 0; digits < 9; digits++) {
    const candidate = single.toExponential(digits)
    if (Math.fround(Number(candidate)) === single) {
      shortest = candidate
      break
    }
  }
  const [mantissa = '', exponentText = '0'] = shortest.split('e')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 6) return Object.is(single, -0) ? '-0' : String(Number(shortest))
  const sign = exponent < 0 ? '-' : '+'
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}
