import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('quotes', () => {
  expect(reportFixture('markdown-nesting/quotes')).toMatchInlineSnapshot(`
    "packages/markdown-nesting-quotes.md:1:1 error expected at most 50 levels of quotes, lists and emphasis, found more [markdown-nesting]
       1 | >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> deep
         | ^
      fix: Write it flatter.
    "
  `)
})
