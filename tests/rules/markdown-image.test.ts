import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('data', () => {
  expect(reportFixture('markdown-image/data')).toMatchInlineSnapshot(`
    "packages/markdown-image-data.md:1:1 error found the image "data:image/png;base64,AAAA" [markdown-image]
       1 | ![a picture](data:image/png;base64,AAAA)
         | ^
      fix: Remove it, or link to the page that shows it.
    "
  `)
})

test('remote', () => {
  expect(reportFixture('markdown-image/remote')).toMatchInlineSnapshot(`
    "packages/markdown-image-remote.md:3:1 error found the image "https://example.org/pixel.png" [markdown-image]
       3 | ![a picture](https://example.org/pixel.png)
         | ^
      fix: Remove it, or link to the page that shows it.
    "
  `)
})
