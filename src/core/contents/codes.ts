import type { Severity } from '../finding.ts'

export interface ContentCode {
  severity: Severity
  /** The demand in one sentence. */
  title: string
  /** Why it is demanded and what happens otherwise. */
  why: string
}

/**
 * What can be found inside an artifact. The codes are those of upstream’s `cozypkg validate`, so
 * that an author meets one vocabulary; the last group is ours. A finding may be milder than its
 * code where it says so.
 */
export const CONTENT_CODES = {
  'no-packagesource': {
    severity: 'error',
    title: 'An artifact holds at least one PackageSource.',
    why: 'A tap registers the PackageSources of an artifact. Without one there is nothing to tap.',
  },
  schema: {
    severity: 'error',
    title: 'Manifests hold only known fields, with values of the right kind.',
    why: 'Upstream decodes strictly: one unknown field in one PackageSource stops the whole tap.',
  },
  'ps-name': {
    severity: 'error',
    title: 'A PackageSource has a valid name that is free to take.',
    why: 'The API server refuses other names on every cluster. cozystack. and community. are reserved, and two PackageSources of one name would overwrite each other.',
  },
  'sourceref-kind': {
    severity: 'error',
    title: 'A sourceRef is a GitRepository or an OCIRepository.',
    why: 'The platform reads packages from no other kind of source.',
  },
  'no-variants': {
    severity: 'error',
    title: 'A PackageSource has variants.',
    why: 'A Package picks one of them; without any, there is nothing to install.',
  },
  'variant-name': {
    severity: 'error',
    title: 'A variant has a valid name.',
    why: 'It becomes part of the name of every artifact that the platform assembles.',
  },
  'variant-dup': {
    severity: 'error',
    title: 'The variants of a PackageSource have different names.',
    why: 'A Package picks its variant by name.',
  },
  'lib-path': {
    severity: 'error',
    title: 'A library has a path inside the artifact.',
    why: 'Nothing can be copied from nowhere, or from outside.',
  },
  'lib-missing': {
    severity: 'error',
    title: 'The path of a library exists.',
    why: 'The platform copies it into the charts that use it.',
  },
  'comp-name': {
    severity: 'error',
    title: 'A component has a valid name.',
    why: 'It becomes the name of a release and part of the name of an assembled artifact.',
  },
  'comp-dup': {
    severity: 'error',
    title: 'The components of a variant have different names.',
    why: 'The second one would overwrite the first.',
  },
  'comp-lib-undeclared': {
    severity: 'error',
    title: 'A component uses libraries that its variant declares.',
    why: 'The platform cannot copy a library that it does not know.',
  },
  'comp-path': {
    severity: 'error',
    title: 'A component has a path inside the artifact.',
    why: 'Nothing can be installed from nowhere, or from outside.',
  },
  'comp-missing': {
    severity: 'error',
    title: 'The path of a component exists.',
    why: 'Without its chart the release fails on every cluster.',
  },
  'chart-yaml': {
    severity: 'error',
    title: 'The folder of a component or library is a well-formed Helm chart.',
    why: 'Helm loads no chart without a valid Chart.yaml.',
  },
  'artifact-name-collision': {
    severity: 'error',
    title: 'Components assemble to artifacts of different names.',
    why: 'Dots become dashes in the names of assembled artifacts, so v1.0/c and v1/0-c meet, and the platform would overwrite one with the other.',
  },
  'appdef-chartref': {
    severity: 'error',
    title: 'An ApplicationDefinition says which chart it installs.',
    why: 'Without a valid chartRef the dashboard offers an application that cannot be created.',
  },
  'appdef-dangling': {
    severity: 'warning',
    title: 'The chart of an ApplicationDefinition is a component of the same artifact.',
    why: 'An ExternalArtifact is named after PackageSource, variant and component; another name waits for a chart that may never come.',
  },
  privileged: {
    severity: 'warning',
    title: 'A component asks for relaxed pod security.',
    why: 'It needs --allow-privileged to be added, and a second look by whoever adds it.',
  },
  'dependson-unresolved': {
    severity: 'warning',
    title: 'What a variant depends on is supplied by somebody.',
    why: 'The package waits for it on every cluster, and whoever claims the name later is trusted by all who wait.',
  },
  'ps-awaited': {
    severity: 'warning',
    title: 'A PackageSource that others wait for comes from whom they mean.',
    why: 'Packages depend on one another by name alone. Whoever is the first to bring a name that others already depend on is installed wherever they are, so a person asks whether it is the one they mean.',
  },
  'dependson-shipped': {
    severity: 'info',
    title: 'A variant depends on a package that the platform ships.',
    why: 'It is there on every cluster, if its Cozystack version has it.',
  },
  'helm-lint': {
    severity: 'error',
    title: 'A chart passes helm lint.',
    why: 'What helm refuses to render cannot be installed.',
  },
  'values-schema': {
    severity: 'error',
    title: 'values.yaml is YAML, and satisfies values.schema.json.',
    why: 'Helm checks values against the schema before it renders: defaults that fail it fail on every cluster.',
  },
  'link-lost': {
    severity: 'warning',
    title: 'A chart ships its files as files.',
    why: 'Whoever reads an artifact drops the links in it, so a chart dependency that is a link is missing on the cluster.',
  },
  'chart-packed': {
    severity: 'warning',
    title: 'A chart ships its dependencies unpacked.',
    why: 'A packed chart is not looked into: which kinds it brings stays unknown.',
  },
  icon: {
    severity: 'warning',
    title: 'An icon is a small SVG, PNG, JPEG, GIF or WebP image.',
    why: 'It is drawn again as pixels for the catalog. What cannot be drawn is left out.',
  },
  readme: {
    severity: 'warning',
    title: 'The README is UTF-8 and not too long.',
    why: 'It stands in for an overview on the page of the package.',
  },
} as const satisfies Record<string, ContentCode>

export type Code = keyof typeof CONTENT_CODES
