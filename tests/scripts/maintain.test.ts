import { chmodSync, cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { writeTogether } from '../../src/io/write-together.ts'
import { FIXTURES } from '../check-fixture.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runBesideServer } from './run-beside-server.ts'
import { runScript } from './run-script.ts'

function copyOfValid(): string {
  const folder = temporaryFolder()
  cpSync(`${FIXTURES}/valid`, folder, { recursive: true })
  return folder
}

const maintain = (folder: string, ...args: string[]) =>
  runScript('maintain', [...args, '--index', folder])
const bytesOf = (folder: string) =>
  new Map(
    readIndexFolder(folder).map(({ path, bytes }) => [
      path,
      bytes && Buffer.from(bytes).toString(),
    ]),
  )

test('a freeze is one command: written, checked, in the catalog, and the same a second time', () => {
  const folder = copyOfValid()
  const freeze = [
    'freeze',
    'acme.hello',
    '--reason',
    'Taken over.',
    '--advisory',
    'https://a.example/1',
  ]
  expect(maintain(folder, ...freeze)).toEqual({
    status: 0,
    stdout: `modified ${folder}/lifecycle.yaml\n`,
    stderr: '',
  })
  expect(runScript('check', ['--index', folder]).status).toBe(0)
  const out = temporaryFolder()
  expect(runScript('catalog', ['--index', folder, '--out', join(out, 'catalog')]).status).toBe(0)
  const { packages } = JSON.parse(readFileSync(join(out, 'catalog/catalog.json'), 'utf8'))
  expect(packages[0]).toMatchObject({
    name: 'acme.hello',
    state: 'frozen',
    advisory: 'https://a.example/1',
  })
  const before = bytesOf(folder)
  expect(maintain(folder, ...freeze)).toMatchObject({
    status: 0,
    stdout: 'Nothing to do: the index says so already.\n',
  })
  expect(bytesOf(folder)).toEqual(before)
})

test('--dry-run shows the difference and writes nothing', () => {
  const folder = copyOfValid()
  const before = bytesOf(folder)
  const { status, stdout } = maintain(folder, 'rename', 'minimal', 'smallest', '--dry-run')
  expect(status).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "diff --git a/lifecycle.yaml b/lifecycle.yaml
    index 935a8bf..54fe9fc 100644
    --- a/lifecycle.yaml
    +++ b/lifecycle.yaml
    @@ -10,3 +10,6 @@ yanked-one:
         1.0.0: Deletes what it greets.
     old-name: { state: renamed, to: acme.hello }
     departed: { state: removed, reason: Asked for by its author., claims: { packageSources: [departed.tool], kinds: [Tool] } }
    +minimal:
    +  state: renamed
    +  to: smallest
    diff --git a/packages/minimal.yaml b/packages/smallest.yaml
    similarity index 94%
    rename from a/packages/minimal.yaml
    rename to b/packages/smallest.yaml
    index fe3db97..10707fe 100644
    --- a/packages/minimal.yaml
    +++ b/packages/smallest.yaml
    @@ -1,4 +1,4 @@
    -name: minimal
    +name: smallest
     ociRef: oci://registry.gitlab.com/minimal/tools
     version: 0.0.1
     description: No
    note No record says what minimal brought into clusters. Name its PackageSources and kinds with --package-source and --kind, or they are free for others.
    "
  `)
  expect(maintain(folder, 'remove', 'minimal', '--reason', 'x', '--dry-run').stdout).toContain(
    'diff --git a/packages/minimal.yaml b/packages/minimal.yaml\ndeleted file mode',
  )
  expect(bytesOf(folder)).toEqual(before)
})

test('--json says what changed, and prints nothing else', () => {
  const folder = copyOfValid()
  const renamed = maintain(folder, 'rename', 'minimal', 'smallest', '--json')
  expect(JSON.parse(renamed.stdout)).toEqual({
    verb: 'rename',
    changes: [
      { file: 'packages/smallest.yaml', kind: 'added' },
      { file: 'packages/minimal.yaml', kind: 'deleted' },
      { file: 'lifecycle.yaml', kind: 'modified' },
    ],
    notes: [expect.stringContaining('No record says what minimal brought')],
    findings: [],
    written: true,
  })
  const refused = maintain(folder, 'freeze', 'minmal', '--reason', 'x', '--json')
  expect(JSON.parse(refused.stdout)).toMatchObject({ refused: expect.any(String), written: false })
  expect(refused.status).toBe(1)
})

test('what breaks a rule is shown with its line, and not written', () => {
  const folder = copyOfValid()
  const before = bytesOf(folder)
  const { status, stdout, stderr } = maintain(
    folder,
    'deprecate',
    'minimal',
    '--reason',
    'x',
    '--successor',
    'departed',
  )
  const shown = stdout.replaceAll(folder, 'DIR')
  expect({ status, stdout: shown, stderr }).toMatchInlineSnapshot(`
    {
      "status": 1,
      "stderr": "refused Nothing was written.
    ",
      "stdout": "DIR/lifecycle.yaml:16:14 error minimal: "departed" is itself removed [lifecycle-target]
      16 |   successor: departed
         |              ^
      fix: Name a listed package.

    ",
    }
  `)
  expect(bytesOf(folder)).toEqual(before)
})

test.each([
  [['frieze'], 1, 'Did you mean freeze?'],
  [[], 1, 'a verb is missing'],
  [['thaw', 'frozen-one', '--resolve'], 1, 'Leave --resolve out.'],
  [['own', 'minimal', 'jane'], 1, 'With --resolve the name is looked up now'],
  [['freeze', 'minimal', '--reasons', 'x'], 2, 'Unknown option'],
])('%j ends with %d', (args, code, words) => {
  const { status, stderr } = maintain(copyOfValid(), ...args)
  expect({ status, stderr }).toEqual({ status: code, stderr: expect.stringContaining(words) })
})

test('a folder that is missing is exit code 2', () => {
  expect(maintain('no/such/folder', 'thaw', 'x')).toMatchObject({ status: 2 })
})

test('--help lists every verb', () => {
  const { status, stdout } = runScript('maintain', ['--help'])
  expect(status).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "Edits what maintainers write, lifecycle.yaml and policy.yaml, and the entries that go with it. Every
    rule judges the result before anything is written; all files are written, or none. A second run
    changes nothing.

      npm run maintain -- VERB WORDS [OPTIONS]

      deprecate PACKAGE --reason … [--successor …]
          advises against a package; it stays listed
      reactivate PACKAGE
          takes a deprecation back
      yank PACKAGE VERSION --reason …
          offers one version to nobody any more
      unyank PACKAGE VERSION
          takes that back
      freeze PACKAGE --reason … [--advisory …]
          stops a package in an emergency, whatever else is broken
      thaw PACKAGE
          ends a freeze; yanked versions stay yanked
      rename PACKAGE NAME [--reason …] [--package-source …] [--kind …]
          moves entry and overview, and leaves a tombstone
      remove PACKAGE --reason … [--package-source …] [--kind …]
          deletes entry and overview, and leaves a tombstone; records stay
      transfer PACKAGE --version … [--oci-ref …] [--identity …] [--issuer …] [--homepage …] [--maintainer …]
          hands a package to another repository or signer
      own PACKAGE ACCOUNT…
          lets GitHub accounts, by number, edit its texts without review
      disown PACKAGE ACCOUNT…
          takes that away
      claim LABEL [OWNER]
          settles whose names begin with a label, such as ghcr.io/acme

      --reason          why, in one line that everybody reads
      --successor       the package to use instead
      --advisory        an https address that says what happened, and what to do
      --package-source  a PackageSource that stays taken beside those that records name; repeatable
      --kind            an application kind that stays taken, likewise; repeatable
      --version         the first version that the new repository or signer releases
      --oci-ref         the new repository, oci://host/organisation/name
      --identity        the new signer, as signing.identity has it
      --issuer          the issuer of its identity, where that changes too
      --homepage        the new homepage
      --maintainer      the new maintainer

      --resolve         looks up the numbers of accounts that are named by login, with GitHub
      --dry-run         shows the difference, and writes nothing
      --index DIR       another folder than index/
      --json            {"changes":[...],"notes":[...],"findings":[...],"written":...} on standard output

    For example:

      npm run maintain -- freeze acme.hello --reason "Its account was taken over." --advisory https://…
      npm run maintain -- yank acme.hello v1.2.0 --reason "Deletes the data of the night before."
      npm run maintain -- rename acme.hello acme.greetings --dry-run

    Exit code: 0 done, or nothing to do; 1 refused, and nothing was written; 2 could not run.
    "
  `)
})

test('a folder in which nothing can be written stays as it is', () => {
  const folder = copyOfValid()
  const before = bytesOf(folder)
  const edits = new Map([
    ['lifecycle.yaml', 'x: y\n'],
    ['packages/minimal.yaml', null],
    // A folder stands in the way of this one, and is only met when the others are done.
    ['packages', 'text'],
  ])
  expect(() => writeTogether(folder, edits)).toThrow()
  expect(bytesOf(folder)).toEqual(before)
  expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([])
})

test('logins are resolved only when that is asked for', async () => {
  const folder = copyOfValid()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const isKnown = request.url === '/users/jane'
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isKnown ? { login: 'Jane', id: 4711 } : { message: 'Not Found' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const env = { GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  const own = (...names: string[]) =>
    runBesideServer('maintain', ['own', 'minimal', ...names, '--resolve', '--index', folder], env)
  expect(await own('jane', '12')).toMatchObject({ status: 0 })
  expect(readFileSync(join(folder, 'policy.yaml'), 'utf8')).toContain('minimal: ["4711", "12"]')
  expect(await own('nobody')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('GitHub knows no account nobody'),
  })
  expect(asked).toEqual(['/users/jane', '/users/nobody'])
})

test.skipIf(process.getuid?.() === 0)('a read-only folder is exit code 2', () => {
  const folder = copyOfValid()
  const mode = statSync(folder).mode
  chmodSync(folder, 0o555)
  onTestFinished(() => chmodSync(folder, mode))
  expect(maintain(folder, 'freeze', 'minimal', '--reason', 'x').status).toBe(2)
})
