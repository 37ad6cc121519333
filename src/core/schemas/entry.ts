import { z } from 'zod'

/** Lower-case DNS-1123 labels joined by dots, as Kubernetes names its objects. */
export const NAME_PATTERN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/
export const NAME_LENGTH = { min: 3, max: 63 }
/** The same for people: rule, finding and form say it in these words. */
export const NAME_FORM = 'lower-case words of a to z and 0 to 9, joined by dots or hyphens'

/**
 * Semantic Versioning 2.0.0 with an optional `v`, without build metadata: an OCI tag cannot hold a
 * `+`. Numbers have at most 15 digits, which every reader holds exactly.
 */
export const VERSION_PATTERN =
  /^v?(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?$/

export const TAG_PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Longest text of each field, in UTF-16 units; the OCI distribution spec bounds tags at 128. */
export const TEXT_LIMITS = {
  ociRef: 255,
  version: 128,
  description: 400,
  homepage: 300,
  maintainer: 100,
  tag: 32,
  tags: 12,
  identity: 300,
  issuer: 200,
} as const

export const SigningSchema = z.strictObject({
  identity: z
    .string()
    .min(1)
    .max(TEXT_LIMITS.identity)
    .describe(
      'The exact certificate identity that signs releases: for GitHub Actions the workflow, such as https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main. {version} may stand once, right after @refs/tags/ or @refs/tags/v.',
    ),
  issuer: z
    .string()
    .min(1)
    .max(TEXT_LIMITS.issuer)
    .describe(
      'The OIDC issuer of that identity; https://token.actions.githubusercontent.com for GitHub Actions.',
    ),
})

export const EntrySchema = z.strictObject({
  name: z
    .string()
    .regex(NAME_PATTERN)
    .min(NAME_LENGTH.min)
    .max(NAME_LENGTH.max)
    .describe('The short name of the package; the file is called <name>.yaml.'),
  ociRef: z
    .string()
    .max(TEXT_LIMITS.ociRef)
    .regex(/^oci:\/\//)
    .describe('The OCI repository that holds the artifact, oci://host/org/repo, without a tag.'),
  version: z
    .string()
    .max(TEXT_LIMITS.version)
    .regex(VERSION_PATTERN)
    .describe('The OCI tag of the listed release: a semantic version such as v1.2.0. Quote it.'),
  description: z
    .string()
    .min(1)
    .max(TEXT_LIMITS.description)
    .describe('One line of plain text that says what the package is.'),
  homepage: z
    .string()
    .max(TEXT_LIMITS.homepage)
    .regex(/^https:\/\//)
    .optional()
    .describe('An https address where people read more.'),
  maintainer: z
    .string()
    .min(1)
    .max(TEXT_LIMITS.maintainer)
    .optional()
    .describe('Who looks after the package: an account, or Name <email>.'),
  tags: z
    .array(z.string().max(TEXT_LIMITS.tag).regex(TAG_PATTERN))
    .max(TEXT_LIMITS.tags)
    .meta({ uniqueItems: true })
    .optional()
    .describe('Words to find the package by, in kebab-case.'),
  signing: SigningSchema.describe('Who signs the releases, keylessly, with cosign.'),
})

/** What an author writes in `packages/<name>.yaml`: the eight fields that upstream's client reads. */
export type Entry = z.infer<typeof EntrySchema>
