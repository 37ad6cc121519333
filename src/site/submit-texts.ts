import { GITHUB_ISSUER } from '../core/signing-identity.ts'

/** A complete entry and its overview, as the submit page and its tests show them. */
export const EXAMPLE = {
  entry: {
    name: 'acme.hello',
    ociRef: 'oci://ghcr.io/acme/hello',
    version: 'v1.2.0',
    description: 'Greets everybody who logs in to a tenant.',
    homepage: 'https://github.com/acme/hello',
    maintainer: 'Jane Doe <jane@acme.example>',
    tags: ['greeting', 'demo'],
    signing: {
      identity: 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main',
      issuer: GITHUB_ISSUER,
    },
  },
  overview: {
    title: 'Hello',
    category: 'Demos',
    license: 'Apache-2.0',
    repository: 'https://github.com/acme/hello',
    cozystack: '>=1.6.0 <2',
  },
  body: 'What it does, what it needs, how to begin.',
}

/** Licences that charts and the software in them mostly have; any other SPDX expression is as good. */
export const LICENSES = [
  'Apache-2.0',
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MPL-2.0',
  'EPL-2.0',
  'LGPL-3.0-or-later',
  'GPL-2.0-only',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'PostgreSQL',
  'Apache-2.0 OR MIT',
]
