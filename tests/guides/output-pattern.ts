/** What a guide says that a command prints, as a pattern: `…` is anything, alone even lines. */
export function patternOf(expected: string): RegExp {
  const lines = expected.trimEnd().split('\n')
  const parts = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\n)*?' : `${line.split('…').map(escapeRegExp).join('.*')}\n`,
  )
  return new RegExp(`^${parts.join('')}$`)
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}
