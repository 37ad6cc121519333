/** An entry that passes every rule, with some fields written otherwise. */
export function exampleEntry(name: string, fields: Record<string, string> = {}): string {
  const written: Record<string, string> = {
    name,
    ociRef: `oci://ghcr.io/example/${name}`,
    version: '"1.0.0"',
    description: 'An example.',
    ...fields,
  }
  const lines = Object.entries(written).map(([key, value]) => `${key}: ${value}\n`)
  return `${lines.join('')}signing:
  identity: https://github.com/example/${name}/.github/workflows/release.yaml@refs/heads/main
  issuer: https://token.actions.githubusercontent.com
`
}
