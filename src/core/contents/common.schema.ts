/**
 * Parts of the JSON Schemas of manifests. They follow what upstream’s strict decoder and the API
 * server accept; what has a finding code of its own is left to the rules.
 */
export const text = { type: 'string' } as const
export const texts = { type: 'array', items: text } as const
export const textMap = { type: 'object', additionalProperties: text } as const

/** A mapping with exactly these fields. */
export function strict<P extends Record<string, object>>(properties: P, required: string[] = []) {
  return { type: 'object', additionalProperties: false, properties, required } as const
}

/** The metadata of any Kubernetes object. */
export const metadata = strict({
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: text,
  resourceVersion: text,
  generation: { type: 'integer' },
  creationTimestamp: text,
  deletionTimestamp: text,
  deletionGracePeriodSeconds: { type: 'integer' },
  labels: textMap,
  annotations: textMap,
  finalizers: texts,
  ownerReferences: { type: 'array', items: { type: 'object' } },
  managedFields: { type: 'array', items: { type: 'object' } },
})

/** CEL expressions that say when a custom resource is healthy. */
export const healthCheckExprs = {
  type: 'array',
  items: strict({ apiVersion: text, kind: text, current: text, failed: text, inProgress: text }, [
    'apiVersion',
    'kind',
    'current',
  ]),
} as const

export const waitStrategy = { type: 'string', enum: ['', 'poller', 'legacy'] } as const
