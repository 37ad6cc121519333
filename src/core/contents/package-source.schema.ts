import { healthCheckExprs, metadata, strict, text, texts, waitStrategy } from './common.schema.ts'

const install = strict({
  releaseName: {
    type: 'string',
    maxLength: 53,
    pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$',
    description:
      'a release name of lower-case letters, digits, dashes and dots, at most 53 characters',
  },
  namespace: {
    type: 'string',
    maxLength: 63,
    pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$',
    description: 'a namespace of lower-case letters, digits and dashes, at most 63 characters',
  },
  privileged: { type: 'boolean' },
  dependsOn: texts,
  upgradeCRDs: { type: 'string', enum: ['', 'Skip', 'Create', 'CreateReplace'] },
  waitStrategy,
  healthCheckExprs,
})

const variant = strict({
  name: text,
  dependsOn: texts,
  libraries: { type: 'array', items: strict({ name: text, path: text }) },
  components: {
    type: 'array',
    items: strict({ name: text, path: text, install, libraries: texts, valuesFiles: texts }),
  },
})

/**
 * A PackageSource as upstream decodes it. A missing name, path or variant decodes to an empty one,
 * for which the rules have their own codes.
 */
export const packageSourceSchema = strict(
  {
    apiVersion: { type: 'string', const: 'cozystack.io/v1alpha1' },
    kind: { type: 'string', const: 'PackageSource' },
    metadata,
    spec: strict({
      sourceRef: strict({ kind: text, name: text, namespace: text, path: text }),
      variants: { type: 'array', items: variant },
    }),
    status: { type: 'object' },
  },
  ['apiVersion', 'kind'],
)
