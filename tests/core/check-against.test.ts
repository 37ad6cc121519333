import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkAgainst, restoreIndex } from '../../src/core/check-against.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { describeContext } from '../../src/core/context.ts'
import type { Finding } from '../../src/core/finding.ts'
import { type IndexFile, placeOf, toIndexFile } from '../../src/core/index-file.ts'
import { ContextSchema } from '../../src/core/schemas/context.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { FIXTURES } from '../check-fixture.ts'

const CASES = globSync('{valid,rules/*/*}', { cwd: FIXTURES }).sort()

/** What is published of an index, after the way through JSON. */
function publish(files: readonly IndexFile[]) {
  return restoreIndex(JSON.parse(JSON.stringify(describeContext(checkIndex(files).index))))
}

const isOf = (name: string) => (file: IndexFile) => {
  const place = placeOf(file.path)
  return place?.name === name && (place.kind === 'entry' || place.kind === 'overview')
}

const namesIn = (files: readonly IndexFile[]) => [
  ...new Set(files.map((file) => placeOf(file.path)).flatMap((place) => place?.name ?? [])),
]

describe.each(CASES)('%s', (path) => {
  const files = readIndexFolder(`${FIXTURES}/${path}`)
  const whole = checkIndex(files).findings

  test.each(namesIn(files))('%s is judged against the rest as in the whole', (name) => {
    const own = files.filter(isOf(name))
    const paths = own.map((file) => file.path)
    const about = (findings: Finding[]) => findings.filter(({ file }) => paths.includes(file))
    const rest = publish(files.filter((file) => !isOf(name)(file)))
    expect(about(checkAgainst(own, rest).findings)).toEqual(about(whole))
    expect(about(checkAgainst(own, publish(files)).findings)).toEqual(about(whole))
  })

  test('what is published of it conforms to its schema', () => {
    const { index } = checkIndex(files)
    expect(ContextSchema.safeParse(describeContext(index)).error).toBeUndefined()
  })
})

describe('a new entry', () => {
  const published = publish(readIndexFolder(`${FIXTURES}/valid`))
  const findings = (name: string) => {
    const file = toIndexFile(`packages/${name}.yaml`, `name: ${name}\n`)
    return checkAgainst([file], published).findings
  }

  test('is told that its name is one of the dead', () => {
    expect(findings('old-name').filter(({ file }) => file === 'lifecycle.yaml')).toMatchObject([
      { rule: 'lifecycle-package', message: expect.stringContaining('is still there') },
    ])
  })

  test('is told of nothing that is wrong without it', () => {
    expect(findings('new-name').map(({ file }) => file)).not.toContain('lifecycle.yaml')
  })
})
