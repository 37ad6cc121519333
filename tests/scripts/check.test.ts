import { cpSync, existsSync, readdirSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { CheckReport } from '../../src/core/report.ts'
import { checkFixture, FIXTURES } from '../check-fixture.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runScript } from './run-script.ts'

test('the index of this repository has no errors', () => {
  const { status, stdout } = runScript('check', [])
  expect(stdout).toMatch(/\d+ packages? checked: /)
  expect(status).toBe(0)
})

test('warnings do not fail the check', () => {
  const folder = `${FIXTURES}/rules/signing-owner/other`
  expect(runScript('check', ['--index', folder])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 package checked: 1 warning'),
  })
})

test('--json prints JSON alone, with files relative to the working directory', () => {
  const { status, stdout } = runScript('check', [
    '--index',
    'tests/fixtures/rules/name-file/differs',
    '--json',
  ])
  expect(status).toBe(1)
  expect(JSON.parse(stdout)).toEqual({
    findings: [
      {
        rule: 'name-file',
        severity: 'error',
        file: 'tests/fixtures/rules/name-file/differs/packages/name-file-differs.yaml',
        line: 1,
        column: 7,
        message: 'expected the name "name-file-differs" after the file, found "another-name"',
        fix: 'Rename the file to "another-name.yaml", or correct the name.',
      },
    ],
    counts: { error: 1, warning: 0, info: 0 },
  })
})

test('in a GitHub workflow findings are annotations too', () => {
  const folder = 'tests/fixtures/rules/name-file/differs'
  const { stdout } = runScript('check', ['--index', folder], { GITHUB_ACTIONS: 'true' })
  expect(stdout).toMatch(/^::error file=tests\/fixtures\/.*,line=1,col=7,title=name-file::expected/)
})

/** The fixtures that need no policy or lifecycle of their own, laid into one index folder. */
function mergeFixtures(): { folder: string; fixtures: string[] } {
  const folder = temporaryFolder()
  const fixtures = readdirSync(`${FIXTURES}/rules`)
    .flatMap((rule) => readdirSync(`${FIXTURES}/rules/${rule}`).map((name) => `${rule}/${name}`))
    .filter((path) => !existsSync(`${FIXTURES}/rules/${path}/policy.yaml`))
    .filter((path) => !existsSync(`${FIXTURES}/rules/${path}/lifecycle.yaml`))
  for (const path of fixtures) {
    cpSync(`${FIXTURES}/rules/${path}`, folder, { recursive: true, verbatimSymlinks: true })
  }
  return { folder, fixtures }
}

test('one run names every defect of a folder of broken entries', () => {
  const { folder, fixtures } = mergeFixtures()
  const { status, stdout } = runScript('check', ['--index', folder, '--json'])
  const { findings } = JSON.parse(stdout) as CheckReport
  const inFolder = (file: string) => relative(folder, resolve(file))
  const named = new Set(findings.map(({ rule, file }) => `${rule} ${inFolder(file)}`))
  const alone = fixtures.flatMap((path) =>
    checkFixture(path).map(({ rule, file }) => `${rule} ${file}`),
  )
  expect(status).toBe(1)
  expect(fixtures.length).toBeGreaterThanOrEqual(60)
  expect(alone.filter((defect) => !named.has(defect))).toEqual([])
})

test('hostile files are findings, and hide nothing else', () => {
  const deep = `${'a: {'.repeat(2000)}${'}'.repeat(2000)}\n`
  const bomb = Array.from(
    { length: 9 },
    (_, at) => `x${at}: &a${at} [${at ? `*a${at - 1},`.repeat(9) : 'lol'}]`,
  )
  const folder = temporaryFolder({
    'packages/bomb.yaml': `${bomb.join('\n')}\n`,
    'packages/deep.yaml': deep,
    'packages/huge.yaml': 'x'.repeat(10 * 1024 * 1024),
    'packages/noise.yaml': Uint8Array.from({ length: 4096 }, (_, at) => (at * 73 + 11) % 256),
    'packages/proto.yaml': '__proto__: {polluted: yes}\nconstructor: x\n',
    'packages/good.yaml': exampleEntry('good'),
    'packages/last.yaml': exampleEntry('last', { homepage: 'http://example.org/' }),
  })
  const { status, stdout } = runScript('check', ['--index', folder, '--json'])
  const { findings } = JSON.parse(stdout) as CheckReport
  const rulesOf = (name: string) => [
    ...new Set(
      findings.filter(({ file }) => file.endsWith(`${name}.yaml`)).map(({ rule }) => rule),
    ),
  ]
  expect(status).toBe(1)
  expect(rulesOf('bomb')).toContain('yaml-alias')
  expect(rulesOf('deep')).toEqual(['yaml-syntax'])
  expect(rulesOf('huge')).toEqual(['file-size'])
  expect(rulesOf('noise')).toEqual(['encoding'])
  expect(rulesOf('proto')).toContain('field-unknown')
  expect(rulesOf('good')).toEqual([])
  expect(rulesOf('last')).toEqual(['url'])
})

test('a missing index folder is named', () => {
  expect(runScript('check', ['--index', 'no/such/folder'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'error there is no index folder no/such/folder\nName one with --index DIR.\n',
  })
})

test('a file is no index folder', () => {
  expect(runScript('check', ['--index', 'README.md'])).toMatchObject({
    status: 2,
    stderr: 'error README.md is a file, expected the index folder\nName one with --index DIR.\n',
  })
})

test('an unknown option leads to the help', () => {
  const { status, stderr } = runScript('check', ['--indx', 'x'])
  expect(status).toBe(2)
  expect(stderr).toContain("Unknown option '--indx'")
  expect(stderr).toContain('--help')
})

test('--help teaches', () => {
  const { status, stdout } = runScript('check', ['--help'])
  expect(status).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "Judges every file of an index folder by every offline rule.

      npm run check                      the folder index/
      npm run check -- --index DIR       another folder
      npm run -s check -- --json         {"findings":[...],"counts":{...}} on standard output
      npm run check -- --github          also as annotations of a GitHub workflow run
                                         (by itself where GITHUB_ACTIONS is true)

    Exit code: 0 no errors (warnings allowed), 1 errors, 2 could not run.
    "
  `)
})
