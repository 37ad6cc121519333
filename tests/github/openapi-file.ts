import { fileURLToPath } from 'node:url'

/** GitHub's description of its REST API as npm carries it, and the only bytes that we take for it. */
export const GITHUB_OPENAPI = {
  name: '@octokit/openapi',
  version: '23.0.2',
  integrity:
    'sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==',
} as const

/** Where the description is kept after it was fetched once. */
export function githubOpenapiFile(): string {
  const name = `github-openapi-${GITHUB_OPENAPI.version}.json`
  return fileURLToPath(new URL(`../../.cache/${name}`, import.meta.url))
}
