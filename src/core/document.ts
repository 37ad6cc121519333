import type { z } from 'zod'
import { splitFrontMatter } from './front-matter.ts'
import type { FileKind } from './index-file.ts'
import { type MarkdownToken, markdownTokens } from './markdown.ts'
import { parseJson } from './parse-json.ts'
import type { Entry } from './schemas/entry.ts'
import { EntrySchema } from './schemas/entry.ts'
import { LifecycleSchema } from './schemas/lifecycle.ts'
import type { Overview } from './schemas/overview.ts'
import { OverviewSchema } from './schemas/overview.ts'
import { PolicySchema } from './schemas/policy.ts'
import type { Release } from './schemas/release.ts'
import { ReleaseSchema } from './schemas/release.ts'
import { type Path, readYaml, type Yaml, type YamlValue } from './yaml/read-yaml.ts'

/** A text file of the index, parsed once; rules, compiler and site all start from this. */
export interface Document<T = unknown> {
  path: string
  kind: Exclude<FileKind, 'icon'>
  /** The package and version that the path names; empty for policy and lifecycle. */
  name: string
  version: string
  text: string
  /** Null for release records, which are JSON. */
  yaml: Yaml | null
  /** Offset of the YAML in `text`: not 0 for front matter. */
  yamlStart: number
  /** What stands in the file, before any schema; null where it cannot be parsed. */
  raw: unknown
  /** The value the schema accepts; null where it accepts none. */
  value: T | null
  issues: z.core.$ZodIssue[]
}

export type EntryDocument = Document<Entry>
export type ReleaseDocument = Document<Release>
export interface OverviewDocument extends Document<Overview> {
  /** The Markdown below the front matter. */
  body: string
  bodyStart: number
  /** The tokens of the body, HTML among them. */
  tokens: MarkdownToken[]
  /** Why the front matter cannot be read, or null. */
  fault: { message: string; offset: number } | null
}

/** The schema of each kind of file; the published JSON Schemas are generated from these. */
export const SCHEMAS = {
  entry: EntrySchema,
  overview: OverviewSchema,
  policy: PolicySchema,
  lifecycle: LifecycleSchema,
  release: ReleaseSchema,
}

/** Where the file stands and what it is for. */
export interface Origin {
  path: string
  kind: Document['kind']
  name: string
  version: string
}

/** Parses a decoded text file of the index. Never throws: what is wrong with it is in the result. */
export function parseDocument(origin: Origin, text: string): Document | OverviewDocument {
  if (origin.kind === 'release') return parseRelease(origin, text)
  if (origin.kind === 'overview') return parseOverview(origin, text)
  const yaml = readYaml(text)
  return { ...origin, text, yaml, yamlStart: 0, ...judge(origin.kind, yaml) }
}

function parseOverview(origin: Origin, text: string): OverviewDocument {
  const { matter, matterStart, body, bodyStart, fault } = splitFrontMatter(text)
  const yaml = readYaml(matter)
  const { raw, value, issues } = judge('overview', yaml)
  const parsed = { raw, value: value as Overview | null, issues }
  const tokens = [...markdownTokens(body)]
  return {
    ...origin,
    text,
    yaml,
    yamlStart: matterStart,
    body,
    bodyStart,
    tokens,
    fault,
    ...parsed,
  }
}

function parseRelease(origin: Origin, text: string): Document {
  const base = { ...origin, text, yaml: null, yamlStart: 0 }
  const raw = parseJson(text)
  if (raw === undefined) return { ...base, raw: null, value: null, issues: [] }
  return { ...base, raw, ...applySchema('release', raw) }
}

function judge(
  kind: Document['kind'],
  yaml: Yaml,
): { raw: YamlValue | null; value: unknown; issues: z.core.$ZodIssue[] } {
  if (yaml.syntaxError) return { raw: null, value: null, issues: [] }
  const absentMeansEmpty = kind !== 'entry' && yaml.value === null
  const raw = absentMeansEmpty ? {} : yaml.value
  return { raw, ...applySchema(kind, raw) }
}

function applySchema(kind: Document['kind'], raw: unknown) {
  const result = SCHEMAS[kind].safeParse(raw)
  return result.success
    ? { value: result.data, issues: [] }
    : { value: null, issues: result.error.issues }
}

/** The text of a document that is YAML: all of it, or its front matter. */
export function yamlOf(document: Document): string {
  const end = 'bodyStart' in document ? Number(document.bodyStart) : document.text.length
  return document.text.slice(document.yamlStart, end)
}

/** The value at a path of what stands in the file, or undefined. */
export function valueAt(document: Document, path: Path): unknown {
  let value: unknown = document.raw
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    if (!Object.hasOwn(value, part)) return undefined
    value = (value as Record<string | number, unknown>)[part]
  }
  return value
}

/** The string at a path of what stands in the file, or null: rules go on where a schema stops. */
export function textAt(document: Document, ...path: (string | number)[]): string | null {
  const value = valueAt(document, path)
  return typeof value === 'string' ? value : null
}

/** Every string value of a YAML document, with the path to it. */
export function* textsOf(document: Document): Generator<{ text: string; path: Path }> {
  for (const node of document.yaml?.nodes ?? []) {
    if (node.kind === 'scalar' && node.role === 'value')
      yield { text: node.text ?? '', path: node.path }
  }
}
