import {
  healthCheckExprs,
  metadata,
  strict,
  text,
  textMap,
  texts,
  waitStrategy,
} from './common.schema.ts'

const selectors = {
  type: 'array',
  items: strict({
    matchLabels: textMap,
    matchExpressions: {
      type: 'array',
      items: strict({ key: text, operator: text, values: texts }, ['key', 'operator']),
    },
    resourceNames: texts,
  }),
} as const

const resources = strict({ include: selectors, exclude: selectors })

const application = strict(
  {
    kind: {
      type: 'string',
      maxLength: 63,
      pattern: '^[A-Z][A-Za-z0-9]*$',
      description: 'a kind in CamelCase, at most 63 characters',
    },
    plural: {
      type: 'string',
      maxLength: 63,
      pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
      description: 'a plural of lower-case letters, digits and dashes, at most 63 characters',
    },
    singular: text,
    openAPISchema: text,
  },
  ['kind', 'plural', 'singular', 'openAPISchema'],
)

const release = strict(
  {
    chartRef: strict({ apiVersion: text, kind: text, name: text, namespace: text }),
    prefix: {
      type: 'string',
      pattern: '^[a-z0-9-]*$',
      description: 'a prefix of lower-case letters, digits and dashes',
    },
    labels: textMap,
    waitStrategy,
    healthCheckExprs,
  },
  ['prefix'],
)

const dashboard = strict(
  {
    name: text,
    singular: text,
    plural: text,
    category: text,
    description: text,
    icon: text,
    tags: texts,
    weight: { type: 'integer' },
    module: { type: 'boolean' },
    singularResource: { type: 'boolean' },
    keysOrder: { type: 'array', items: texts },
    tabs: {
      type: 'array',
      items: { type: 'string', enum: ['workloads', 'ingresses', 'services', 'secrets', 'yaml'] },
    },
  },
  ['category', 'plural', 'singular'],
)

/** An ApplicationDefinition as upstream decodes it and the API server accepts it. */
export const applicationDefinitionSchema = strict(
  {
    apiVersion: { type: 'string', const: 'cozystack.io/v1alpha1' },
    kind: { type: 'string', const: 'ApplicationDefinition' },
    metadata: { ...metadata, required: ['name'] },
    spec: strict(
      {
        application,
        release,
        dashboard,
        secrets: resources,
        services: resources,
        ingresses: resources,
      },
      ['application'],
    ),
  },
  ['apiVersion', 'kind', 'metadata', 'spec'],
)
