import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('community prefix', () => {
  expect(reportFixture('name-reserved/community-prefix')).toMatchInlineSnapshot(`
    "packages/community.hello.yaml:1:7 error the name "community.hello" begins with the reserved prefix community., or looks like it [name-reserved]
       1 | name: community.hello
         |       ^
      fix: Choose another name.
    "
  `)
})

test('cozystack prefix', () => {
  expect(reportFixture('name-reserved/cozystack-prefix')).toMatchInlineSnapshot(`
    "packages/cozystack.hello.yaml:1:7 error the name "cozystack.hello" begins with the reserved prefix cozystack., or looks like it [name-reserved]
       1 | name: cozystack.hello
         |       ^
      fix: Choose another name.
    "
  `)
})

test('default name', () => {
  expect(reportFixture('name-reserved/default-name')).toMatchInlineSnapshot(`
    "packages/cozystack.yaml:1:7 error the name "cozystack" is reserved, or looks like cozystack [name-reserved]
       1 | name: cozystack
         |       ^
      fix: Choose another name.
    "
  `)
})

test('device', () => {
  expect(reportFixture('name-reserved/device')).toMatchInlineSnapshot(`
    "packages/com1.driver.yaml:1:7 error the name "com1.driver" is a device on Windows [name-reserved]
       1 | name: com1.driver
         |       ^
      fix: Choose another name.
    "
  `)
})

test('looks like prefix', () => {
  expect(reportFixture('name-reserved/looks-like-prefix')).toMatchInlineSnapshot(`
    "packages/c0zystack.hello.yaml:1:7 error the name "c0zystack.hello" begins with the reserved prefix cozystack., or looks like it [name-reserved]
       1 | name: c0zystack.hello
         |       ^
      fix: Choose another name.
    "
  `)
})
