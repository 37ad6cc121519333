import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { type PlainReading, readPlainScalar } from '../yaml/plain-scalar.ts'
import type { YamlNode } from '../yaml/read-yaml.ts'

export const yamlPlainScalar: Rule = {
  id: 'yaml-plain-scalar',
  group: 'Format',
  severity: 'error',
  title: 'What could be read as a number, boolean, date or null is quoted.',
  why: 'Upstream’s client reads YAML 1.1: version: 1.10 becomes 1.1, description: no becomes false. Other readers follow YAML 1.2 and see something else again. In quotes, all of them see the same string.',
  *document(document) {
    for (const node of document.yaml?.nodes ?? []) {
      if (node.plain === null || node.anchor !== null || node.tag !== null) continue
      const reading = readPlainScalar(node.plain)
      if (!reading || isAllowed(node, document.kind)) continue
      yield {
        message: describe(node, node.plain, reading),
        fix:
          reading.type === 'null'
            ? 'Write a value, or remove the field.'
            : `Write "${node.plain}".`,
        at: { offset: document.yamlStart + node.offset },
      }
    }
  },
}

/** A canonical integer is the same in every YAML, and policy lists account numbers. Merge keys have a rule. */
function isAllowed(node: YamlNode, kind: string): boolean {
  if (node.role === 'key' && node.plain === '<<') return true
  return kind === 'policy' && /^[1-9]\d*$/.test(node.plain ?? '')
}

function describe(node: YamlNode, source: string, reading: PlainReading): string {
  const subject = node.role === 'key' ? 'key' : fieldName(node)
  if (source === '') return `${subject} has no value; cozypkg reads an empty string, others null`
  const unquoted = `${subject}: an unquoted ${printSource(source)} is a ${reading.type}`
  return reading.cozypkg === source
    ? `${unquoted} to YAML readers other than cozypkg`
    : `${unquoted}; cozypkg reads ${quote(reading.cozypkg)}`
}

function fieldName(node: YamlNode): string {
  return node.path.length === 0 ? 'the document' : node.path.join('.')
}

function printSource(source: string): string {
  return quote(source).slice(1, -1)
}
