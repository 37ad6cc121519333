/** One document of a YAML stream, with its place in it. */
export interface YamlDocument {
  text: string
  offset: number
}

const MAX_DOCUMENTS = 10_000

/**
 * Splits a stream at its `---` markers, which YAML allows nowhere else at the start of a line. Each
 * document is then read by itself, as upstream does: one that cannot be read hides no other.
 */
export function splitDocuments(text: string): YamlDocument[] {
  const starts = [0]
  for (const match of text.matchAll(/^---(?=\s|$)/gm)) {
    if (starts.length < MAX_DOCUMENTS && match.index > 0) starts.push(match.index)
  }
  return starts.map((offset, at) => ({ text: text.slice(offset, starts[at + 1]), offset }))
}
