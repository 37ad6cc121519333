import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('credentials', () => {
  expect(reportFixture('url/credentials')).toMatchInlineSnapshot(`
    "packages/url-credentials.yaml:5:11 error homepage: expected an https address on a public host, found a user name or password in "https://user:secret@example.org/" [url]
       5 | homepage: "https://user:secret@example.org/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('http', () => {
  expect(reportFixture('url/http')).toMatchInlineSnapshot(`
    "packages/url-http.yaml:5:11 error homepage: expected an https address on a public host, found the scheme http: in "http://example.org/" [url]
       5 | homepage: "http://example.org/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('ip address', () => {
  expect(reportFixture('url/ip-address')).toMatchInlineSnapshot(`
    "packages/url-ip-address.yaml:5:11 error homepage: expected an https address on a public host, found an IP address in "https://192.168.0.1/" [url]
       5 | homepage: "https://192.168.0.1/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('javascript', () => {
  expect(reportFixture('url/javascript')).toMatchInlineSnapshot(`
    "packages/url-javascript.yaml:5:11 error homepage: expected an https address on a public host, found the scheme javascript: in "javascript:alert(1)" [url]
       5 | homepage: "javascript:alert(1)"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('local name', () => {
  expect(reportFixture('url/local-name')).toMatchInlineSnapshot(`
    "packages/url-local-name.yaml:5:11 error homepage: expected an https address on a public host, found a local name in "https://localhost/" [url]
       5 | homepage: "https://localhost/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('no host', () => {
  expect(reportFixture('url/no-host')).toMatchInlineSnapshot(`
    "packages/url-no-host.yaml:5:11 error homepage: expected an https address on a public host, found a name without a domain in "https:///path" [url]
       5 | homepage: "https:///path"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('overview', () => {
  expect(reportFixture('url/overview')).toMatchInlineSnapshot(`
    "packages/url-overview.md:2:16 error documentation: expected an https address on a public host, found the scheme http: in "http://example.org/docs" [url]
       2 | documentation: http://example.org/docs
         |                ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('port', () => {
  expect(reportFixture('url/port')).toMatchInlineSnapshot(`
    "packages/url-port.yaml:5:11 error homepage: expected an https address on a public host, found a port in "https://example.org:8443/" [url]
       5 | homepage: "https://example.org:8443/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('private zone', () => {
  expect(reportFixture('url/private-zone')).toMatchInlineSnapshot(`
    "packages/url-private-zone.yaml:5:11 error homepage: expected an https address on a public host, found a local name in "https://wiki.internal/" [url]
       5 | homepage: "https://wiki.internal/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('single label', () => {
  expect(reportFixture('url/single-label')).toMatchInlineSnapshot(`
    "packages/url-single-label.yaml:5:11 error homepage: expected an https address on a public host, found a name without a domain in "https://example/" [url]
       5 | homepage: "https://example/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})

test('unicode host', () => {
  expect(reportFixture('url/unicode-host')).toMatchInlineSnapshot(`
    "packages/url-unicode-host.yaml:5:11 error homepage: expected an https address on a public host, found a space or a character outside ASCII in "https://exämple.org/" [url]
       5 | homepage: "https://exämple.org/"
         |           ^
      fix: Write an address such as https://example.org/hello.
    "
  `)
})
