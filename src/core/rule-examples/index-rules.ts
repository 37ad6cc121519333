import { asName, inEntry, inOverview, type RuleExample } from './rule-example.ts'

const HELLO = 'packages/acme.hello.yaml'

/** An example of every rule about the index folder, by its id. */
export const INDEX_EXAMPLES: Readonly<Record<string, RuleExample>> = {
  'byte-order-mark': inEntry('\ufeffname: acme.hello', 'name: acme.hello'),
  'claim-kind': {
    refused:
      'acme.hello brings the application kind Greeter\nglobex.hello brings the application kind Greeter',
    passes:
      'acme.hello brings the application kind Greeter\nglobex.hello brings the application kind GlobexGreeter',
  },
  'claim-label': {
    refused: {
      [HELLO]: 'name: acme.hello\nociRef: oci://ghcr.io/acme/hello',
      'packages/acme.world.yaml': 'name: acme.world\nociRef: oci://ghcr.io/globex/world',
    },
    passes: {
      [HELLO]: 'name: acme.hello\nociRef: oci://ghcr.io/acme/hello',
      'packages/globex.world.yaml': 'name: globex.world\nociRef: oci://ghcr.io/globex/world',
    },
  },
  'claim-package-source': {
    refused:
      'acme.hello brings the PackageSource acme.hello\nglobex.hello brings the PackageSource acme.hello',
    passes:
      'acme.hello brings the PackageSource acme.hello\nglobex.hello brings the PackageSource globex.hello',
  },
  'cozystack-range': inOverview(
    '---\ncozystack: 1.6 or newer\n---\nText.',
    '---\ncozystack: ">=1.6.0 <2"\n---\nText.',
  ),
  encoding: {
    refused: 'description: Caf\\xe9 (one byte, as in Latin-1)',
    passes: 'description: Caf\\xc3\\xa9 (two bytes, as in UTF-8)',
  },
  'field-case': inEntry('ociref: oci://ghcr.io/acme/hello', 'ociRef: oci://ghcr.io/acme/hello'),
  'field-missing': inEntry(
    'signing:\n  issuer: https://token.actions.githubusercontent.com',
    'signing:\n  identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\n  issuer: https://token.actions.githubusercontent.com',
  ),
  'field-type': inEntry('tags: greeting', 'tags: [greeting]'),
  'field-unknown': inEntry('home: https://acme.example', 'homepage: https://acme.example'),
  'field-value': {
    refused: {
      'lifecycle.yaml': 'acme.hello: {state: broken, reason: It lost data.}',
      [HELLO]: 'name: acme.hello',
    },
    passes: {
      'lifecycle.yaml': 'acme.hello: {state: deprecated, reason: It lost data.}',
      [HELLO]: 'name: acme.hello',
    },
  },
  'file-empty': { refused: { [HELLO]: '' }, passes: { [HELLO]: 'name: acme.hello' } },
  'file-mode': {
    refused: `-rwxr-xr-x ${HELLO}`,
    passes: `-rw-r--r-- ${HELLO}`,
  },
  'file-readable': {
    refused: `---------- ${HELLO}`,
    passes: `-rw-r--r-- ${HELLO}`,
  },
  'file-size': { refused: `17 KiB ${HELLO}`, passes: `1 KiB ${HELLO}` },
  'file-type': {
    refused: `${HELLO} -> ../../shared/hello.yaml`,
    passes: `${HELLO} with the text of the entry`,
  },
  'file-unexpected': {
    refused: { 'packages/acme.hello.yml': 'name: acme.hello' },
    passes: { [HELLO]: 'name: acme.hello' },
  },
  'front-matter': inOverview('---\ntitle: Hello\n----\nText.', '---\ntitle: Hello\n---\nText.'),
  license: inOverview('---\nlicense: Apache 2\n---\nText.', '---\nlicense: Apache-2.0\n---\nText.'),
  'lifecycle-package': {
    refused: {
      'lifecycle.yaml': 'acme.helo: {state: deprecated, reason: Nobody looks after it.}',
      [HELLO]: 'name: acme.hello',
    },
    passes: {
      'lifecycle.yaml': 'acme.hello: {state: deprecated, reason: Nobody looks after it.}',
      [HELLO]: 'name: acme.hello',
    },
  },
  'lifecycle-target': {
    refused: {
      'lifecycle.yaml': 'acme.greeter: {state: renamed, to: acme.helo}',
      [HELLO]: 'name: acme.hello',
    },
    passes: {
      'lifecycle.yaml': 'acme.greeter: {state: renamed, to: acme.hello}',
      [HELLO]: 'name: acme.hello',
    },
  },
  'lifecycle-version': {
    refused: {
      'lifecycle.yaml': 'acme.hello: {state: active, yanked: {1.0.0: It lost data.}}',
      [HELLO]: 'name: acme.hello\nversion: v1.0.0',
    },
    passes: {
      'lifecycle.yaml': 'acme.hello: {state: active, yanked: {v1.0.0: It lost data.}}',
      [HELLO]: 'name: acme.hello\nversion: v1.0.0',
    },
  },
  'line-endings': inEntry('name: acme.hello\r\n', 'name: acme.hello\n'),
  'markdown-html': inOverview('It is <b>fast</b>.', 'It is **fast**.'),
  'markdown-image': inOverview(
    '![What it looks like](https://acme.example/hello.png)',
    '[What it looks like](https://acme.example/hello/)',
  ),
  'markdown-link': inOverview(
    '[How to begin](./docs/begin.md)',
    '[How to begin](https://acme.example/begin)',
  ),
  'markdown-nesting': inOverview(`${'>'.repeat(60)} Said.`, '> Said.'),
  name: asName('Acme_Hello', 'acme.hello'),
  'name-confusable': {
    refused: { [HELLO]: 'name: acme.hello', 'packages/acme.he1lo.yaml': 'name: acme.he1lo' },
    passes: { [HELLO]: 'name: acme.hello', 'packages/acme.greeter.yaml': 'name: acme.greeter' },
  },
  'name-file': {
    refused: { [HELLO]: 'name: acme.world' },
    passes: { [HELLO]: 'name: acme.hello' },
  },
  'name-page': asName('acme.json', 'acme.json-tools'),
  'name-reserved': asName('cozystack.hello', 'acme.hello'),
  'name-similar': {
    refused: {
      'packages/greeter.yaml': 'name: greeter\nociRef: oci://ghcr.io/acme/greeter',
      'packages/greeters.yaml': 'name: greeters\nociRef: oci://ghcr.io/globex/greeters',
    },
    passes: {
      'packages/greeter.yaml': 'name: greeter\nociRef: oci://ghcr.io/acme/greeter',
      'packages/globex.welcome.yaml': 'name: globex.welcome\nociRef: oci://ghcr.io/globex/welcome',
    },
  },
  'oci-ref': inEntry('ociRef: oci://ghcr.io/acme/hello:v1.0.0', 'ociRef: oci://ghcr.io/acme/hello'),
  'oci-ref-duplicate': {
    refused: {
      [HELLO]: 'ociRef: oci://ghcr.io/acme/hello',
      'packages/acme.world.yaml': 'ociRef: oci://ghcr.io/acme/hello',
    },
    passes: {
      [HELLO]: 'ociRef: oci://ghcr.io/acme/hello',
      'packages/acme.world.yaml': 'ociRef: oci://ghcr.io/acme/world',
    },
  },
  'overview-orphan': {
    refused: { 'packages/acme.helo.md': 'Greets everybody.', [HELLO]: 'name: acme.hello' },
    passes: { 'packages/acme.hello.md': 'Greets everybody.', [HELLO]: 'name: acme.hello' },
  },
  registry: inEntry(
    'ociRef: oci://registry.acme.example/acme/hello',
    'ociRef: oci://ghcr.io/acme/hello',
  ),
  'release-digest': {
    refused:
      'releases/acme.hello/v1.0.0.json  sha256:aaaa…\nreleases/acme.hello/v1.1.0.json  sha256:aaaa…',
    passes:
      'releases/acme.hello/v1.0.0.json  sha256:aaaa…\nreleases/acme.hello/v1.1.0.json  sha256:bbbb…',
  },
  'release-json': {
    refused: {
      'releases/acme.hello/v1.0.0.json': '{"version": "v1.0',
      [HELLO]: 'name: acme.hello',
    },
    passes: {
      'releases/acme.hello/v1.0.0.json': '{"version": "v1.0.0"}',
      [HELLO]: 'name: acme.hello',
    },
  },
  'release-path': {
    refused: {
      'releases/acme.hello/v1.1.0.json': '{"version": "v1.0.0"}',
      [HELLO]: 'name: acme.hello',
    },
    passes: {
      'releases/acme.hello/v1.0.0.json': '{"version": "v1.0.0"}',
      [HELLO]: 'name: acme.hello',
    },
  },
  'release-version': {
    refused:
      'releases/acme.hello/1.0.0.json   sha256:aaaa…\nreleases/acme.hello/v1.0.0.json  sha256:bbbb…',
    passes:
      'releases/acme.hello/v1.0.0.json  sha256:aaaa…\nreleases/acme.hello/v1.1.0.json  sha256:bbbb…',
  },
  'signing-identity': inEntry(
    'signing:\n  identity: https://github.com/acme/hello/.github/workflows/*\n  issuer: https://token.actions.githubusercontent.com',
    'signing:\n  identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\n  issuer: https://token.actions.githubusercontent.com',
  ),
  'signing-issuer': inEntry(
    'signing:\n  identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\n  issuer: https://accounts.acme.example',
    'signing:\n  identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\n  issuer: https://token.actions.githubusercontent.com',
  ),
  'signing-owner': inEntry(
    'ociRef: oci://ghcr.io/acme/hello\nsigning:\n  identity: https://github.com/globex/hello/.github/workflows/release.yaml@refs/heads/main\n  issuer: https://token.actions.githubusercontent.com',
    'ociRef: oci://ghcr.io/acme/hello\nsigning:\n  identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\n  issuer: https://token.actions.githubusercontent.com',
  ),
  tags: inEntry('tags: [Data Base, demo, demo]', 'tags: [database, demo]'),
  'tap-source-name': {
    refused: {
      [HELLO]: 'ociRef: oci://ghcr.io/acme/hello',
      'packages/acme.world.yaml': 'ociRef: oci://quay.io/acme/hello',
    },
    passes: {
      [HELLO]: 'ociRef: oci://ghcr.io/acme/hello',
      'packages/acme.world.yaml': 'ociRef: oci://ghcr.io/acme/world',
    },
  },
  'text-characters': inEntry(
    'description: Greets \u202eydobyreve.',
    'description: Greets everybody.',
  ),
  'text-html': inEntry('description: Greets <b>everybody</b>.', 'description: Greets everybody.'),
  'text-length': inEntry('description: ""', 'description: Greets everybody.'),
  'text-normalization': inEntry(
    'description: Cafe\u0301 (e, then a combining accent)',
    'description: Caf\u00e9 (one character)',
  ),
  'text-one-line': inEntry('description: "Greets\\neverybody."', 'description: Greets everybody.'),
  url: inEntry('homepage: http://localhost:8080', 'homepage: https://acme.example'),
  version: inEntry('version: latest', 'version: "v1.2.0"'),
  'yaml-alias': inEntry(
    'description: &hello Hello\nmaintainer: *hello',
    'description: Hello\nmaintainer: Hello',
  ),
  'yaml-directive': inEntry('%YAML 1.2\n---\nname: acme.hello', 'name: acme.hello'),
  'yaml-duplicate-key': inEntry('version: "v1.0.0"\nversion: "v1.1.0"', 'version: "v1.1.0"'),
  'yaml-key': inEntry('? [name]\n: acme.hello', 'name: acme.hello'),
  'yaml-merge-key': inEntry('<<: {maintainer: acme}', 'maintainer: acme'),
  'yaml-one-document': inEntry('name: acme.hello\n---\nname: acme.world', 'name: acme.hello'),
  'yaml-plain-scalar': inEntry('version: 1.10', 'version: "1.10.0"'),
  'yaml-portable': inEntry('? maintainer\n: acme', 'maintainer: acme'),
  'yaml-syntax': inEntry('description: Note: it greets', 'description: "Note: it greets"'),
  'yaml-tab': inEntry('tags:\t[demo]', 'tags: [demo]'),
  'yaml-tag': inEntry('description: !!binary aGVsbG8=', 'description: hello'),
}
