import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('description date', () => {
  expect(reportFixture('yaml-plain-scalar/description-date')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-date.yaml:4:14 error description: an unquoted 2026-01-02 is a date to YAML readers other than cozypkg [yaml-plain-scalar]
       4 | description: 2026-01-02
         |              ^
      fix: Write "2026-01-02".
    "
  `)
})

test('description empty', () => {
  expect(reportFixture('yaml-plain-scalar/description-empty')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-empty.yaml:4:1 error description has no value; cozypkg reads an empty string, others null [yaml-plain-scalar]
       4 | description: 
         | ^
      fix: Write a value, or remove the field.
    "
  `)
})

test('description fraction', () => {
  expect(reportFixture('yaml-plain-scalar/description-fraction')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-fraction.yaml:4:14 error description: an unquoted .5 is a number; cozypkg reads "0.5" [yaml-plain-scalar]
       4 | description: .5
         |              ^
      fix: Write ".5".
    "
  `)
})

test('description infinity', () => {
  expect(reportFixture('yaml-plain-scalar/description-infinity')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-infinity.yaml:4:14 error description: an unquoted .inf is a number; cozypkg reads "+Inf" [yaml-plain-scalar]
       4 | description: .inf
         |              ^
      fix: Write ".inf".
    "
  `)
})

test('description no', () => {
  expect(reportFixture('yaml-plain-scalar/description-no')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-no.yaml:4:14 error description: an unquoted no is a boolean; cozypkg reads "false" [yaml-plain-scalar]
       4 | description: no
         |              ^
      fix: Write "no".
    "
  `)
})

test('description null', () => {
  expect(reportFixture('yaml-plain-scalar/description-null')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-null.yaml:4:14 error description: an unquoted ~ is a null; cozypkg reads "" [yaml-plain-scalar]
       4 | description: ~
         |              ^
      fix: Write a value, or remove the field.
    "
  `)
})

test('description sexagesimal', () => {
  expect(reportFixture('yaml-plain-scalar/description-sexagesimal')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-sexagesimal.yaml:4:14 error description: an unquoted 12:30:45 is a sexagesimal number to YAML readers other than cozypkg [yaml-plain-scalar]
       4 | description: 12:30:45
         |              ^
      fix: Write "12:30:45".
    "
  `)
})

test('description true', () => {
  expect(reportFixture('yaml-plain-scalar/description-true')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-true.yaml:4:14 error description: an unquoted true is a boolean to YAML readers other than cozypkg [yaml-plain-scalar]
       4 | description: true
         |              ^
      fix: Write "true".
    "
  `)
})

test('description y', () => {
  expect(reportFixture('yaml-plain-scalar/description-y')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-y.yaml:4:14 error description: an unquoted y is a boolean; cozypkg reads "true" [yaml-plain-scalar]
       4 | description: y
         |              ^
      fix: Write "y".
    "
  `)
})

test('maintainer exponent', () => {
  expect(reportFixture('yaml-plain-scalar/maintainer-exponent')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-maintainer-exponent.yaml:6:13 error maintainer: an unquoted 1e3 is a number; cozypkg reads "1000" [yaml-plain-scalar]
       6 | maintainer: 1e3
         |             ^
      fix: Write "1e3".
    "
  `)
})

test('maintainer float', () => {
  expect(reportFixture('yaml-plain-scalar/maintainer-float')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-maintainer-float.yaml:6:13 error maintainer: an unquoted 1.10 is a number; cozypkg reads "1.1" [yaml-plain-scalar]
       6 | maintainer: 1.10
         |             ^
      fix: Write "1.10".
    "
  `)
})

test('maintainer hexadecimal', () => {
  expect(reportFixture('yaml-plain-scalar/maintainer-hexadecimal')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-maintainer-hexadecimal.yaml:6:13 error maintainer: an unquoted 0x1F is a number; cozypkg reads "31" [yaml-plain-scalar]
       6 | maintainer: 0x1F
         |             ^
      fix: Write "0x1F".
    "
  `)
})

test('maintainer integer', () => {
  expect(reportFixture('yaml-plain-scalar/maintainer-integer')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-maintainer-integer.yaml:6:13 error maintainer: an unquoted 1 is a number to YAML readers other than cozypkg [yaml-plain-scalar]
       6 | maintainer: 1
         |             ^
      fix: Write "1".
    "
  `)
})

test('maintainer octal', () => {
  expect(reportFixture('yaml-plain-scalar/maintainer-octal')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-maintainer-octal.yaml:6:13 error maintainer: an unquoted 010 is a number; cozypkg reads "8" [yaml-plain-scalar]
       6 | maintainer: 010
         |             ^
      fix: Write "010".
    "
  `)
})

test('maintainer radix', () => {
  expect(reportFixture('yaml-plain-scalar/maintainer-radix')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-maintainer-radix.yaml:6:13 error maintainer: an unquoted 0o17 is a number; cozypkg reads "15" [yaml-plain-scalar]
       6 | maintainer: 0o17
         |             ^
      fix: Write "0o17".
    "
  `)
})

test('maintainer underscore', () => {
  expect(reportFixture('yaml-plain-scalar/maintainer-underscore')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-maintainer-underscore.yaml:6:13 error maintainer: an unquoted 1_000 is a number; cozypkg reads "1000" [yaml-plain-scalar]
       6 | maintainer: 1_000
         |             ^
      fix: Write "1_000".
    "
  `)
})

test('tag null', () => {
  expect(reportFixture('yaml-plain-scalar/tag-null')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-tag-null.yaml:7:17 error tags.1: an unquoted null is a null; cozypkg reads "" [yaml-plain-scalar]
       7 | tags: [fixture, null]
         |                 ^
      fix: Write a value, or remove the field.
    "
  `)
})

test('tag on', () => {
  expect(reportFixture('yaml-plain-scalar/tag-on')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-tag-on.yaml:7:17 error tags.1: an unquoted on is a boolean; cozypkg reads "true" [yaml-plain-scalar]
       7 | tags: [fixture, on]
         |                 ^
      fix: Write "on".
    "
  `)
})

test('description no digits', () => {
  expect(reportFixture('yaml-plain-scalar/description-no-digits')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-no-digits.yaml:4:14 error description: an unquoted . is a number to YAML readers other than cozypkg [yaml-plain-scalar]
       4 | description: .
         |              ^
      fix: Write ".".
    "
  `)
})

test('description only exponent', () => {
  expect(reportFixture('yaml-plain-scalar/description-only-exponent')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-only-exponent.yaml:4:14 error description: an unquoted e10 is a number to YAML readers other than cozypkg [yaml-plain-scalar]
       4 | description: e10
         |              ^
      fix: Write "e10".
    "
  `)
})

test('description sign inside', () => {
  expect(reportFixture('yaml-plain-scalar/description-sign-inside')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-sign-inside.yaml:4:14 error description: an unquoted 0b-1 is a number; cozypkg reads "-1" [yaml-plain-scalar]
       4 | description: 0b-1
         |              ^
      fix: Write "0b-1".
    "
  `)
})

test('description too large', () => {
  expect(reportFixture('yaml-plain-scalar/description-too-large')).toMatchInlineSnapshot(`
    "packages/yaml-plain-scalar-description-too-large.yaml:4:14 error description: an unquoted 1e400 is a number to YAML readers other than cozypkg [yaml-plain-scalar]
       4 | description: 1e400
         |              ^
      fix: Write "1e400".
    "
  `)
})
