/** What a text, or UTF-8 bytes, hold as JSON; undefined where they hold none. */
export function parseJson(content: string | Uint8Array): unknown {
  try {
    const isText = typeof content === 'string'
    return JSON.parse(isText ? content : new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return undefined
  }
}
