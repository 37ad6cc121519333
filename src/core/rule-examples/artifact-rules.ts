import type { ArchiveCode, SignatureCode } from '../artifact-codes.ts'
import type { Code } from '../contents/codes.ts'

/** In words and excerpts: an artifact is more than a file. Of manifests the lines that matter. */
type ArtifactExample = { refused: string; passes: string }

const ARCHIVE: Record<ArchiveCode, ArtifactExample> = {
  'artifact-missing': {
    refused: 'version: "v1.2.0", and the newest tag in the registry is v1.1.0',
    passes: 'version: "v1.2.0", and anybody can pull the tag v1.2.0',
  },
  'artifact-type': {
    refused: 'docker push ghcr.io/acme/hello:v1.2.0',
    passes: 'flux push artifact oci://ghcr.io/acme/hello:v1.2.0 --path packages …',
  },
  'archive-format': {
    refused: 'a layer that ends in the middle of a file',
    passes: 'a layer that gzip -t and tar -t read to its end',
  },
  'archive-path': { refused: '../etc/passwd', passes: 'apps/hello/Chart.yaml' },
  'archive-entry': {
    refused: 'crw-r--r-- apps/hello/random',
    passes: '-rw-r--r-- apps/hello/Chart.yaml',
  },
  'archive-limit': { refused: '65 MiB compressed', passes: '1 MiB compressed' },
  'archive-link': {
    refused: 'apps/hello/values.yaml -> ../shared/values.yaml',
    passes: 'apps/hello/values.yaml, with the text of the values',
  },
}

const MANIFEST: Record<Code, ArtifactExample> = {
  'no-packagesource': {
    refused: 'apps/hello/Chart.yaml and nothing else',
    passes: 'apps/hello/Chart.yaml, and a manifest of kind: PackageSource',
  },
  schema: {
    refused: 'kind: PackageSource\nspec:\n  variant: []',
    passes: 'kind: PackageSource\nspec:\n  variants: []',
  },
  'ps-name': {
    refused: 'kind: PackageSource\nmetadata:\n  name: cozystack.hello',
    passes: 'kind: PackageSource\nmetadata:\n  name: acme.hello',
  },
  'sourceref-kind': {
    refused: 'sourceRef:\n  kind: HelmRepository',
    passes: 'sourceRef:\n  kind: OCIRepository',
  },
  'no-variants': { refused: 'variants: []', passes: 'variants:\n  - name: default' },
  'variant-name': {
    refused: 'variants:\n  - name: Default Variant',
    passes: 'variants:\n  - name: default',
  },
  'variant-dup': {
    refused: 'variants:\n  - name: default\n  - name: default',
    passes: 'variants:\n  - name: default\n  - name: minimal',
  },
  'lib-path': {
    refused: 'libraries:\n  - name: common\n    path: ../common',
    passes: 'libraries:\n  - name: common\n    path: library/common',
  },
  'lib-missing': {
    refused: 'path: library/common, and no such folder in the artifact',
    passes: 'path: library/common, and library/common/Chart.yaml in the artifact',
  },
  'comp-name': {
    refused: 'components:\n  - name: Hello_App',
    passes: 'components:\n  - name: hello-app',
  },
  'comp-dup': {
    refused: 'components:\n  - name: hello\n  - name: hello',
    passes: 'components:\n  - name: hello\n  - name: hello-db',
  },
  'comp-lib-undeclared': {
    refused: 'libraries: []\ncomponents:\n  - name: hello\n    libraries: [common]',
    passes:
      'libraries:\n  - name: common\n    path: library/common\ncomponents:\n  - name: hello\n    libraries: [common]',
  },
  'comp-path': {
    refused: 'components:\n  - name: hello\n    path: /apps/../../hello',
    passes: 'components:\n  - name: hello\n    path: apps/hello',
  },
  'comp-missing': {
    refused: 'path: apps/hello, and no such folder in the artifact',
    passes: 'path: apps/hello, and apps/hello/Chart.yaml in the artifact',
  },
  'chart-yaml': {
    refused: 'name: hello',
    passes: 'apiVersion: v2\nname: hello\nversion: 1.2.0',
  },
  'artifact-name-collision': {
    refused:
      'variants:\n  - name: v1.0\n    components:\n      - name: c\n  - name: v1\n    components:\n      - name: 0-c',
    passes:
      'variants:\n  - name: v1.0\n    components:\n      - name: c\n  - name: v2\n    components:\n      - name: c',
  },
  'appdef-chartref': {
    refused: 'kind: ApplicationDefinition\nspec:\n  release:\n    prefix: hello-',
    passes:
      'kind: ApplicationDefinition\nspec:\n  release:\n    prefix: hello-\n    chartRef:\n      kind: ExternalArtifact\n      name: acme-hello-default-hello\n      namespace: cozy-system',
  },
  'appdef-dangling': {
    refused: 'chartRef:\n  name: acme-hello-default-helo',
    passes:
      'chartRef:\n  name: acme-hello-default-hello, after PackageSource acme.hello, variant default, component hello',
  },
  privileged: {
    refused: 'install:\n  privileged: true',
    passes: 'install:\n  privileged: false',
  },
  'dependson-unresolved': {
    refused: 'dependsOn: [acme.nobody-has-it]',
    passes: 'dependsOn: [acme.hello], which a package of the index brings',
  },
  'ps-awaited': {
    refused:
      'metadata:\n  name: globex.queue, which acme.hello depends on and nobody has brought before',
    passes: 'metadata:\n  name: globex.queue, which nobody depends on yet',
  },
  'dependson-shipped': {
    refused: 'dependsOn: [cozystack.cert-manager]',
    passes: 'dependsOn: []',
  },
  'helm-lint': {
    refused: 'replicas: {{ .Values.replicas',
    passes: 'replicas: {{ .Values.replicas }}',
  },
  'values-schema': {
    refused: 'values.yaml has replicas: "two", and values.schema.json asks for an integer',
    passes: 'values.yaml has replicas: 2',
  },
  'link-lost': {
    refused: 'apps/hello/charts/common -> ../../../library/common',
    passes: 'apps/hello/charts/common/Chart.yaml, a file',
  },
  'chart-packed': {
    refused: 'apps/hello/charts/common-1.0.0.tgz',
    passes: 'apps/hello/charts/common/Chart.yaml',
  },
  icon: {
    refused: 'icon: an SVG with a script in it, or a picture of 2 MiB',
    passes: 'icon: an SVG of a few kilobytes',
  },
  readme: { refused: 'README.md in Latin-1', passes: 'README.md in UTF-8' },
}

const SIGNATURE: Record<SignatureCode, ArtifactExample> = {
  'signature-missing': {
    refused: 'flux push artifact oci://ghcr.io/acme/hello:v1.2.0 …',
    passes:
      'flux push artifact oci://ghcr.io/acme/hello:v1.2.0 …\ncosign sign --yes ghcr.io/acme/hello@sha256:…',
  },
  'signature-identity': {
    refused: 'the entry names …/release.yaml@refs/heads/main\n…/test.yaml@refs/heads/main signed',
    passes: 'the entry names …/release.yaml@refs/heads/main\n…/release.yaml@refs/heads/main signed',
  },
  'signature-issuer': {
    refused: 'the certificate has the issuer https://accounts.acme.example',
    passes: 'the certificate has the issuer https://token.actions.githubusercontent.com',
  },
  'signature-digest': {
    refused: 'the tag v1.2.0 is sha256:aaaa…\nsigned is sha256:bbbb…',
    passes: 'the tag v1.2.0 is sha256:aaaa…\nsigned is sha256:aaaa…',
  },
  'signature-payload': {
    refused: 'a signature of a text that was changed afterwards',
    passes: 'what cosign sign wrote',
  },
  'signature-certificate': {
    refused: 'a certificate that its owner made',
    passes: 'a certificate of Sigstore’s authority, used in the ten minutes that it was valid',
  },
  'signature-log': {
    refused: 'cosign sign --tlog-upload=false …',
    passes: 'cosign sign …',
  },
  'signature-source': {
    refused: 'recorded is repository 11 of acme/hello\nbuilt was repository 22 of acme/hello',
    passes: 'recorded is repository 11 of acme/hello\nbuilt was repository 11 of acme/hello',
  },
  'signature-trigger': {
    refused: 'on: pull_request_target',
    passes: 'on:\n  push:\n    tags: ["v*"]',
  },
}

/** An example of everything that is found about an artifact and its signature, by its id. */
export const ARTIFACT_EXAMPLES: Readonly<Record<string, ArtifactExample>> = {
  ...ARCHIVE,
  ...MANIFEST,
  ...SIGNATURE,
}
