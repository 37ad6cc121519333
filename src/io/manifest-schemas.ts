import { createContext, Script } from 'node:vm'
import { Ajv, type ErrorObject, type Options } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { applicationDefinitionSchema } from '../core/contents/application-definition.schema.ts'
import { packageSourceSchema } from '../core/contents/package-source.schema.ts'
import type { SchemaProblem, Validator, ValuesVerdict } from '../core/contents/schema-problem.ts'

/** How long strangers’ schemas may take: one chart, and all charts of an artifact. */
export interface TimeLimits {
  each: number
  all: number
}

/** Compiles the schemas of manifests, and checks values against schemas that charts bring. */
export function createValidator(limits: TimeLimits = { each: 1_000, all: 10_000 }): Validator {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true })
  const manifests = {
    PackageSource: ajv.compile(packageSourceSchema),
    ApplicationDefinition: ajv.compile(applicationDefinitionSchema),
  }
  let left = limits.all
  return {
    manifest(kind, value) {
      const validate = manifests[kind]
      return validate(value) ? [] : (validate.errors ?? []).map(toProblem)
    },
    values(schema, values) {
      const start = performance.now()
      const verdict = checkValues(schema, values, Math.min(limits.each, Math.floor(left)))
      left -= performance.now() - start
      return verdict
    },
  }
}

function checkValues(schema: unknown, values: unknown, timeout: number): ValuesVerdict {
  if (timeout <= 0) return fault('the schemas of the artifact take too long to check')
  try {
    const problems = within(timeout, () => judge(schema, values))
    return { fault: null, isUnchecked: false, problems }
  } catch (error) {
    return faultOf(error, timeout)
  }
}

function faultOf(error: unknown, timeout: number): ValuesVerdict {
  if (isTimeout(error)) return fault(`checking takes longer than ${timeout} ms`)
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Ajv.MissingRefError) {
    const reference = JSON.stringify(error.missingRef)
    return error.missingRef.startsWith('#')
      ? fault(`refers to ${reference}, which is not there`)
      : fault(`refers to ${reference}, which is not fetched`, true)
  }
  if (message.startsWith(INVALID)) return fault(message)
  return fault(`cannot be checked here: ${message}`, true)
}

/**
 * Every schema gets a compiler of its own: a shared one would remember a stranger’s `$id`, and
 * answer another’s reference with it.
 */
function judge(schema: unknown, values: unknown): SchemaProblem[] {
  const { dialect, ownSchema } = dialectOf(schema as Record<string, unknown>)
  const { reader, Compiler } = dialect
  if (!reader.validateSchema(ownSchema)) throw new Error(`${INVALID}${reader.errorsText()}`)
  const validate = new Compiler({ ...OPTIONS, meta: false, validateSchema: false }).compile(
    ownSchema,
  )
  return validate(values) ? [] : (validate.errors ?? []).map(toProblem)
}

const INVALID = 'is no JSON Schema: '

/**
 * Patterns are written for Go’s engine. One that JavaScript cannot read matches everything: it is
 * not the author’s fault.
 */
const lenientRegExp = Object.assign(
  (pattern: string, flags: string) => {
    for (const choice of [flags, '']) {
      try {
        return new RegExp(pattern, choice)
      } catch {}
    }
    return /(?:)/
  },
  { code: 'lenientRegExp' },
)

const OPTIONS: Options = {
  allErrors: true,
  verbose: true,
  strict: false,
  validateFormats: false,
  ownProperties: true,
  logger: false,
  code: { regExp: lenientRegExp },
}

const DRAFT_7 = { Compiler: Ajv, reader: new Ajv(OPTIONS) }
const DRAFT_2019 = { Compiler: Ajv2019, reader: new Ajv2019(OPTIONS) }
const DRAFT_2020 = { Compiler: Ajv2020, reader: new Ajv2020(OPTIONS) }

/**
 * The reader for the dialect that a schema names, and the schema without that name. With `$async`
 * the validator would return a promise, whose rejection nobody handles.
 */
function dialectOf({ $schema, $async, ...ownSchema }: Record<string, unknown>) {
  const name = String($schema ?? '')
  if (name.includes('2020-12')) return { dialect: DRAFT_2020, ownSchema }
  if (name.includes('2019-09')) return { dialect: DRAFT_2019, ownSchema }
  if (!/draft-0[34]/.test(name)) return { dialect: DRAFT_7, ownSchema }
  return { dialect: DRAFT_7, ownSchema: upgradeDraft4(ownSchema) as typeof ownSchema }
}

/** In draft 4 an exclusive bound is a flag beside the bound, and `$id` is `id`. */
function upgradeDraft4(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(upgradeDraft4)
  if (typeof schema !== 'object' || schema === null) return schema
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, id, ...rest } = schema as Record<
    string,
    unknown
  >
  const bounds = {
    [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum,
    [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum,
    ...(typeof id === 'string' ? {} : { id }),
  }
  return Object.fromEntries(
    Object.entries({ ...rest, ...bounds })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, upgradeDraft4(value)]),
  )
}

function fault(message: string, isUnchecked = false): ValuesVerdict {
  return { fault: message, isUnchecked, problems: [] }
}

const context = createContext(Object.create(null))
const script = new Script('run()')

/**
 * Runs something that a stranger’s schema can make slow. Only inside a script with a timeout does
 * V8 interrupt a loop or a regular expression.
 */
function within<T>(timeout: number, run: () => T): T {
  context['run'] = run
  return script.runInContext(context, { timeout })
}

/** The error is one of the other context, and no instance of this one’s Error. */
function isTimeout(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

function toProblem(error: ErrorObject): SchemaProblem {
  const { keyword, params, parentSchema = {}, data } = error
  return {
    path: error.instancePath,
    keyword,
    message: error.message ?? 'is invalid',
    property: params['additionalProperty'] ?? params['missingProperty'] ?? null,
    allowed: allowedBy(error),
    expected: typeof parentSchema['description'] === 'string' ? parentSchema['description'] : null,
    found: data,
  }
}

function allowedBy({ keyword, params, parentSchema = {} }: ErrorObject): string[] {
  if (keyword === 'additionalProperties') return Object.keys(parentSchema['properties'] ?? {})
  if (keyword === 'const') return [JSON.stringify(params['allowedValue'])]
  if (keyword !== 'enum') return []
  return (params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value))
}
