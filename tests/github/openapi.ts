import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { githubOpenapiFile } from './openapi-file.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
// biome-ignore lint/suspicious/noExplicitAny: the description is read as it comes, and checked by use.
type Loose = any

interface Operation {
  method: string
  template: string
  pattern: RegExp
  names: string[]
  parameters: { name: string; in: string; required: boolean; schema: Loose }[]
  body: { required: boolean; schema: Loose } | null
  responses: Record<string, Loose>
}

/** One call, matched to the operation that GitHub describes for it. */
export interface Call {
  operation: Operation
  /** What stands in the path, decoded, by the name that the description gives it. */
  params: Record<string, string>
  query: Record<string, string>
  body: Json | undefined
}

/** Why GitHub's description is not on this machine, or null where it is. */
export function openapiObstacle(): string | null {
  return existsSync(githubOpenapiFile()) ? null : `${githubOpenapiFile()} is not there`
}

/** GitHub's own description of its REST API: what may be asked, and what is answered. */
export class ApiDescription {
  readonly #document: Loose
  readonly #operations: Operation[]
  readonly #ajv: Ajv
  readonly #validators = new Map<string, ValidateFunction>()

  constructor() {
    this.#document = JSON.parse(readFileSync(githubOpenapiFile(), 'utf8'))
    this.#ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false })
    for (const [name, format] of Object.entries(FORMATS)) this.#ajv.addFormat(name, format)
    const schemas = mendAll(this.#document.components.schemas)
    this.#ajv.addSchema({ $id: 'github', components: { schemas } })
    this.#operations = Object.entries(this.#document.paths).flatMap(([template, item]) =>
      Object.entries(item as Loose).map(([method, operation]) =>
        this.#readOperation(method, template, operation),
      ),
    )
  }

  /** The operation that a request means; a path written out wins over one with parameters. */
  match(method: string, path: string): { operation: Operation; params: Call['params'] } | null {
    const found = this.#operations
      .filter((one) => one.method === method && one.pattern.test(path))
      .sort((a, b) => a.names.length - b.names.length || b.template.length - a.template.length)[0]
    if (!found) return null
    const values = found.pattern.exec(path)?.slice(1) ?? []
    return {
      operation: found,
      params: Object.fromEntries(
        found.names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')]),
      ),
    }
  }

  /** What is wrong with a request, by the description; what GitHub would silently ignore is wrong too. */
  requestProblems({ operation, params, query, body }: Call): string[] {
    const problems: string[] = []
    for (const { name, in: place, required, schema } of operation.parameters) {
      const text = place === 'path' ? params[name] : place === 'query' ? query[name] : undefined
      if (text === undefined) {
        if (required && place !== 'header') problems.push(`${place} parameter ${name} is missing`)
        continue
      }
      problems.push(...this.#problems(schema, coerce(text, this.#resolve(schema)), name))
    }
    const known = new Set(operation.parameters.map(({ name }) => name))
    for (const name of Object.keys(query)) {
      if (!known.has(name)) problems.push(`there is no query parameter ${name}`)
    }
    return [...problems, ...this.#bodyProblems(operation, body)]
  }

  /** What is wrong with an answer: a status that is not described, or a body of another shape. */
  responseProblems(
    { operation }: { operation: Operation },
    status: number,
    body: unknown,
  ): string[] {
    const response = this.#resolve(operation.responses[String(status)])
    if (!response) {
      // Errors of the transport are described nowhere; GitHub sends them all the same.
      return status >= 400 ? [] : [`${status} is not an answer to ${operation.template}`]
    }
    const schema = response.content?.['application/json']?.schema
    if (!schema) return body === undefined || status >= 400 ? [] : [`${status} has no body`]
    return this.#problems(schema, body, 'answer')
  }

  /** GitHub's own example of an answer, as a copy. */
  example(method: string, template: string, status: number, name?: string): Loose {
    const operation = this.#operations.find(
      (one) => one.method === method && one.template === template,
    )
    const response = this.#resolve(operation?.responses[String(status)])
    const examples = response?.content?.['application/json']?.examples ?? {}
    const chosen = this.#resolve(name ? examples[name] : Object.values(examples)[0])
    if (!chosen) throw new Error(`GitHub gives no example of ${method} ${template} ${status}`)
    return structuredClone(chosen.value)
  }

  #bodyProblems({ body: described }: Operation, body: Json | undefined): string[] {
    if (!described) return body === undefined ? [] : ['no body is expected']
    if (body === undefined) return described.required ? ['the body is missing'] : []
    const known = propertiesOf(described.schema, (one) => this.#resolve(one))
    const unknown =
      known && typeof body === 'object' && body !== null && !Array.isArray(body)
        ? Object.keys(body).filter((key) => !known.has(key))
        : []
    return [
      ...unknown.map((key) => `body: there is no ${key}`),
      ...this.#problems(described.schema, body, 'body'),
    ]
  }

  #problems(schema: Loose, value: unknown, what: string): string[] {
    const key = JSON.stringify(schema)
    let validate = this.#validators.get(key)
    if (!validate) {
      validate = this.#ajv.compile(mendNullable(JSON.parse(key)))
      this.#validators.set(key, validate)
    }
    if (validate(value)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${what}${instancePath} ${message}`,
    )
  }

  #resolve(value: Loose): Loose {
    if (!value?.$ref) return value
    const path: string[] = value.$ref.replace('#/', '').split('/')
    return this.#resolve(path.reduce((at, key) => at[key], this.#document))
  }

  #readOperation(method: string, template: string, operation: Loose): Operation {
    const parameters = (operation.parameters ?? []).map((one: Loose) => {
      const { name, in: place, required = false, schema } = this.#resolve(one)
      return { name, in: place, required, schema }
    })
    const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
    const body = this.#resolve(operation.requestBody)
    return {
      method: method.toUpperCase(),
      template,
      pattern: patternOf(template),
      names,
      parameters,
      body: body
        ? {
            required: body.required ?? false,
            schema: body.content['application/json']?.schema ?? {},
          }
        : null,
      responses: operation.responses,
    }
  }
}

/** A git reference holds slashes; nothing else that is asked for does. */
const WITH_SLASHES = ['/git/ref/{ref}', '/git/refs/{ref}']

function patternOf(template: string): RegExp {
  const last = WITH_SLASHES.some((end) => template.endsWith(end))
  const parts = template.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
  const groups = parts
    .slice(1)
    .map((_, at) => (last && at === parts.length - 2 ? '(.+)' : '([^/]+)'))
  return new RegExp(`^${parts.map((part, at) => part + (groups[at] ?? '')).join('')}$`)
}

/** The words of a query are text; the schema says what they stand for. */
function coerce(text: string, schema: Loose): Json {
  const type = schema?.type
  if ((type === 'integer' || type === 'number') && /^-?\d+$/.test(text)) return Number(text)
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return text
}

/** Every property that a schema knows, or null where it takes any. */
function propertiesOf(schema: Loose, resolve: (schema: Loose) => Loose): Set<string> | null {
  const found = resolve(schema)
  if (found.additionalProperties) return null
  const parts = [...(found.allOf ?? []), ...(found.oneOf ?? []), ...(found.anyOf ?? [])]
  const names = new Set(Object.keys(found.properties ?? {}))
  for (const part of parts) {
    const more = propertiesOf(part, resolve)
    if (!more) return null
    for (const name of more) names.add(name)
  }
  return names
}

/**
 * Turns OpenAPI's `nullable` into JSON Schema, which ajv only does beside a `type`, and points
 * references into the schema that holds all components.
 */
function mendNullable(schema: Loose): Loose {
  if (Array.isArray(schema)) return schema.map(mendNullable)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, example: _, examples: __, ...rest } = schema
  const mended: Loose = {}
  for (const [key, value] of Object.entries(rest)) {
    if (key === 'properties' || key === 'schemas') mended[key] = mendAll(value)
    else if (key === '$ref') mended.$ref = String(value).replace(/^#/, 'github#')
    else mended[key] = mendNullable(value)
  }
  return nullable === true ? { anyOf: [{ type: 'null' }, mended] } : mended
}

/** Of a map of schemas: a property may be called `nullable`, `example` or `$ref`. */
function mendAll(schemas: Loose): Loose {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, mendNullable(schema)]),
  )
}

const FORMATS: Record<string, RegExp | true> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uri: /^[a-z][a-z0-9+.-]*:[^\s]*$/i,
  email: /^[^@\s]+@[^@\s]+$/,
  'uri-template': true,
  binary: true,
  int32: true,
  int64: true,
  float: true,
  double: true,
  hostname: true,
  ip: true,
  ipv4: true,
  ipv6: true,
  uuid: true,
  timestamp: true,
  'repo.nwo': true,
  'issue-number': true,
}
