import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContentsSchema } from '../../../src/core/schemas/release.ts'
import {
  chartYaml,
  DEFINITION,
  EXAMPLE_DEFINITION,
  EXAMPLE_SOURCE,
  exampleArtifact,
  read,
  SOURCE,
} from './example-artifact.ts'

const ORIGINALS: [path: string, text: string][] = [
  [SOURCE, EXAMPLE_SOURCE],
  [DEFINITION, EXAMPLE_DEFINITION],
  ['apps/hello/Chart.yaml', chartYaml('hello', 'dependencies:\n  - name: common\n    alias: c\n')],
  ['apps/hello/values.yaml', 'base: &b {host: a}\nother:\n  <<: *b\nlist: [1, 2]\n'],
  ['apps/hello/values.schema.json', '{"type":"object","properties":{"host":{"type":"string"}}}'],
  ['apps/hello/templates/x.yaml', 'kind: {{ .Values.kind }}\n---\nkind: Secret\n'],
]

const PIECES = `
  : - ? ! !! & * &a *a << <<:*a { } [ ] {} [] , " ' | > |- >+ # % @ ~ --- ... null true yes 0x1F 1.10 .inf .nan
  !!binary !!str !<x> !!set __proto__ constructor toString valueOf hasOwnProperty name path kind spec
  metadata install variants PackageSource ApplicationDefinition cozystack.io/v1alpha1 ../.. / . .. {{ }}
  $ref # $async $id allOf type properties 2026-01-02 1e400 -0 \\x50 \\u0000 data:image/png;base64,AAAA <svg>
`
  .trim()
  .split(/\s+/)

const piece = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.constantFrom(
    '\n',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '\u0000',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\ud800',
    'é',
  ),
  fc.constantFrom('\n---\n', '\n- ', ': ', '\n  ', '? {a: b}\n: c\n', '&a [*a]', '[[[[[[[['),
  fc.string({ maxLength: 8 }),
)

const mutation = fc.record({
  at: fc.nat(),
  removed: fc.oneof(fc.constant(0), fc.nat({ max: 40 })),
  inserted: fc.oneof(piece, fc.constant('')),
  moved: fc.boolean(),
})

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

function mutate(text: string, { at, removed, inserted, moved }: Mutation): string {
  const place = at % (text.length + 1)
  const cut = text.slice(place, place + removed)
  const kept = text.slice(0, place) + inserted + text.slice(place + removed)
  const target = (at * 31) % (kept.length + 1)
  return moved ? kept.slice(0, target) + cut + kept.slice(target) : kept
}

test('10,000 mutated artifacts give findings or contents, and no exception', {
  timeout: 60_000,
}, () => {
  let refused = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...ORIGINALS),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      ([path, original], mutations) => {
        const text = mutations.reduce(mutate, original)
        const { contents, findings, icons } = read(exampleArtifact({ [path]: text }))
        if (findings.length > 0) refused++
        expect(ContentsSchema.safeParse(contents).error).toBeUndefined()
        expect(findings.filter(({ fix }) => !fix)).toEqual([])
        expect(icons.size).toBeLessThan(3)
      },
    ),
    { numRuns: 10_000, seed: 3940 },
  )
  expect(refused).toBeGreaterThan(3_000)
})
