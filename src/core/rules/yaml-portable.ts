import type { Document } from '../document.ts'
import type { Problem, Rule } from '../rule.ts'
import { nodeAt, type Yaml, type YamlNode } from '../yaml/read-yaml.ts'

export const yamlPortable: Rule = {
  id: 'yaml-portable',
  group: 'Format',
  severity: 'error',
  title: 'Entries keep to the YAML that all readers share.',
  why: 'Readers differ at the edges of YAML: upstream’s decoder fails on an entry written as { … } that holds a question mark, on the escape \\/ and on surrogate pairs, and with it fails every search. So an entry is a block of lines, each key: value, with one --- before it at most.',
  *document(document) {
    const { kind, yaml } = document
    if (kind !== 'entry' || !yaml || yaml.syntaxError || yaml.nodes[0]?.kind !== 'mapping') return
    yield* judgeFrame(document, yaml)
    for (const node of yaml.nodes) {
      if (node.kind !== 'scalar' || node.tag !== null || node.anchor !== null) continue
      yield* judgeEscapes(document.text, node)
      if (node.role === 'key') yield* judgeKey(document.text, node, yaml)
    }
  },
}

/** Blank lines and comments, one `---` line, and again blank lines and comments. */
const BEFORE_ENTRY = /^(( *#.*)?\n)*(---( +#.*)?\n(( *#.*)?\n)*)?$/

function* judgeFrame({ text }: Document, yaml: Yaml): Generator<Problem> {
  const [root] = yaml.nodes
  if (!root || yaml.hasDirective || yaml.hasSecondDocument) return
  const at = { offset: root.offset }
  if (text[root.offset] === '{') {
    yield { message: 'expected one field a line, found { … }', fix: 'Write key: value lines.', at }
  } else if (!BEFORE_ENTRY.test(text.slice(0, root.offset)) && !/[\r\ufeff]/.test(text)) {
    const fix = 'Begin the first field at the start of a line, after comments and one --- at most.'
    yield { message: 'expected the fields to begin at once', fix, at }
  }
  const ends = [...text.matchAll(/^\.\.\.(?=\s|$)/gm)]
  const second = ends[1]
  if (second) {
    const message = 'found a second end of the document'
    yield { message, fix: 'Remove the ... lines.', at: { offset: second.index } }
  }
}

/** A key with its colon behind it: in quotes or plain, and short, as upstream's decoder demands. */
const KEY = /^("([^"\\\n]|\\.){0,100}"|'[^'\n]{0,100}'|[^\s"'?][^\n]{0,100}?) {0,100}:/

function* judgeKey(text: string, node: YamlNode, yaml: Yaml): Generator<Problem> {
  const parent = nodeAt(yaml, node.path.slice(0, -1), 'value')
  const isInFlow = parent !== undefined && text[parent.offset] === '{'
  // In a block, a question mark elsewhere ends the text or comment of the line before.
  const mark = isInFlow ? /[\n,{[ ]\?\s+$/ : /(^|\n) *\?\s+$/
  const isExplicit = mark.test(text.slice(0, node.offset))
  if (!isExplicit && KEY.test(text.slice(node.offset))) return
  yield {
    message: 'expected a key with its colon on the same line',
    fix: 'Write key: value.',
    at: { offset: node.offset },
  }
}

/** Escapes in double quotes that upstream's decoder refuses, or that readers fold differently. */
const UNSHARED_ESCAPES: [RegExp, string][] = [
  [/^\\\//, 'the escape \\/, which cozypkg refuses'],
  [/^\\u[dD][89abAB]/, 'half a character as an escape, which cozypkg refuses'],
  [/^\\\n *\n/, 'an escaped line break before an empty line, which readers join differently'],
]

function* judgeEscapes(text: string, node: YamlNode): Generator<Problem> {
  const quoted = /^"([^"\\]|\\.)*"/s.exec(text.slice(node.offset))?.[0] ?? ''
  for (const { index } of quoted.matchAll(/\\./gs)) {
    const [, what] = UNSHARED_ESCAPES.find(([pattern]) => pattern.test(quoted.slice(index))) ?? []
    if (!what) continue
    const at = { offset: node.offset + index }
    yield { message: `found ${what}`, fix: 'Write the character itself, in one line.', at }
    return
  }
}
