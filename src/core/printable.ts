/**
 * Characters that draw nothing, change the direction of what follows or steer a terminal:
 * controls, format characters (bidirectional overrides, zero-width, tags), separators of lines
 * and paragraphs, private use, and the fillers and variation selectors that draw nothing.
 */
export const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/u

const UNPRINTABLES = new RegExp(UNPRINTABLE.source, 'gu')

/** Shows a stranger's text in one line: unprintable characters become escapes such as `\u{202e}`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLES, escapeCharacter)
}

/** Names a character as `U+202E`. */
export function codePointName(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `U+${hex.padStart(4, '0')}`
}

/** Quotes a stranger's text for a message, cut to `limit` characters. */
export function quote(text: string, limit = 80): string {
  const short = text.length > limit ? `${text.slice(0, limit)}…` : text
  return `"${printable(short)}"`
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  if (character === '\r') return '\\r'
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
