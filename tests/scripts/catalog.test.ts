import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FIXTURES } from '../check-fixture.ts'
import { exampleEntry } from '../example-entry.ts'
import { GitRepository } from '../io/git-repository.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runScript } from './run-script.ts'

function readTree(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  )
}

function catalogOf(out: string) {
  return JSON.parse(readFileSync(join(out, 'catalog.json'), 'utf8'))
}

function committedIndex(): string {
  const repository = new GitRepository()
  cpSync(`${FIXTURES}/valid`, repository.folder, { recursive: true })
  repository.commit('2026-02-03T04:05:06+09:00')
  return repository.folder
}

test('the same commit gives the same bytes in another folder, locale and time zone', () => {
  const index = committedIndex()
  const clone = join(temporaryFolder(), 'elsewhere')
  spawnSync('git', ['clone', '--quiet', index, clone])
  const [one, two] = [join(temporaryFolder(), 'a'), join(temporaryFolder(), 'b')]
  const first = runScript('catalog', ['--index', index, '--out', one])
  const other = { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' }
  const second = runScript('catalog', ['--index', clone, '--out', two], other)
  expect([first.status, second.status]).toEqual([0, 0])
  expect(readTree(two)).toEqual(readTree(one))
  expect(catalogOf(one)).toMatchObject({ sequence: 1, generatedAt: '2026-02-02T19:05:06Z' })
})

test('one broken entry: exit 1, its finding, and nothing written', () => {
  const index = temporaryFolder({
    'packages/good.yaml': exampleEntry('good'),
    'packages/bad.yaml': exampleEntry('bad', { version: 'latest' }),
  })
  const out = join(temporaryFolder(), 'out')
  const { status, stderr } = runScript('catalog', ['--index', index, '--out', out])
  expect(status).toBe(1)
  expect(stderr).toContain('[version]')
  expect(stderr).toContain('Nothing was written.')
  expect(existsSync(out)).toBe(false)
})

test('--quarantine keeps a failing package as published, and says so', () => {
  const index = temporaryFolder({
    'packages/good.yaml': exampleEntry('good'),
    'packages/turns-bad.yaml': exampleEntry('turns-bad'),
  })
  const out = join(temporaryFolder(), 'out')
  expect(runScript('catalog', ['--index', index, '--out', out]).status).toBe(0)
  writeFileSync(
    join(index, 'packages/turns-bad.yaml'),
    exampleEntry('turns-bad', { version: 'latest' }),
  )
  writeFileSync(join(index, 'packages/never-good.yaml'), 'name: [\n')
  writeFileSync(
    join(index, 'lifecycle.yaml'),
    'good: { state: frozen, reason: Its key was stolen. }\n',
  )
  const { status, stderr } = runScript('catalog', ['--index', index, '--out', out, '--quarantine'])
  expect(status).toBe(1)
  expect(stderr).toContain('quarantined never-good was never published and is left out')
  expect(stderr).toContain('quarantined turns-bad stays as published (1.0.0)')
  const states = catalogOf(out).packages.map((one: Record<string, string>) => [
    one['name'],
    one['version'],
    one['state'],
  ])
  expect(states).toEqual([
    ['good', '1.0.0', 'frozen'],
    ['turns-bad', '1.0.0', 'failing'],
  ])
})

test.each(['policy.yaml', 'lifecycle.yaml'])(
  'a broken %s stops even a quarantined publication',
  (file) => {
    const index = temporaryFolder({ 'packages/good.yaml': exampleEntry('good'), [file]: 'a: [\n' })
    const out = join(temporaryFolder(), 'out')
    const { status, stderr } = runScript('catalog', [
      '--index',
      index,
      '--out',
      out,
      '--quarantine',
    ])
    expect(status).toBe(1)
    expect(stderr).toContain(`Mend ${file} first`)
    expect(existsSync(out)).toBe(false)
  },
)

test('an empty index is refused', () => {
  const index = temporaryFolder({ 'policy.yaml': '# nothing\n' })
  const out = join(temporaryFolder(), 'out')
  const { status, stderr } = runScript('catalog', ['--index', index, '--out', out])
  expect(status).toBe(2)
  expect(stderr).toContain('refused to publish:\n  the catalog is empty')
  expect(existsSync(out)).toBe(false)
})

test('a shrunken index is refused, until a tombstone tells why', () => {
  const index = temporaryFolder({
    'packages/stays.yaml': exampleEntry('stays'),
    'packages/goes.yaml': exampleEntry('goes'),
  })
  const out = join(temporaryFolder(), 'out')
  runScript('catalog', ['--index', index, '--out', out])
  rmSync(join(index, 'packages/goes.yaml'))
  const refused = runScript('catalog', ['--index', index, '--out', out])
  expect(refused.status).toBe(2)
  expect(refused.stderr).toContain(
    'the catalog has lost goes, without a tombstone in lifecycle.yaml',
  )
  expect(catalogOf(out).packages).toHaveLength(2)
  writeFileSync(join(index, 'lifecycle.yaml'), 'goes: { state: removed, reason: Asked for. }\n')
  expect(runScript('catalog', ['--index', index, '--out', out]).status).toBe(0)
  expect(catalogOf(out).tombstones).toHaveLength(1)
})

test('a shallow clone cannot tell when packages were listed', () => {
  const index = committedIndex()
  const clone = join(temporaryFolder(), 'clone')
  spawnSync('git', ['-C', index, 'commit', '--allow-empty', '-m', 'more', '--quiet'])
  spawnSync('git', ['clone', '--quiet', '--depth=1', `file://${index}`, clone])
  const { status, stderr } = runScript('catalog', [
    '--index',
    clone,
    '--out',
    join(temporaryFolder(), 'out'),
  ])
  expect(status).toBe(2)
  expect(stderr).toContain('Run git fetch --unshallow.')
})

test('a folder with other files is not replaced', () => {
  const out = temporaryFolder({ 'thesis.txt': 'years of work\n' })
  const { status, stderr } = runScript('catalog', ['--index', `${FIXTURES}/valid`, '--out', out])
  expect(status).toBe(2)
  expect(stderr).toContain('holds files that are no catalog')
  expect(readdirSync(out)).toEqual(['thesis.txt'])
})

test('a bad SITE_URL is named', () => {
  const { status, stderr } = runScript('catalog', [], { SITE_URL: 'packages.example' })
  expect(status).toBe(2)
  expect(stderr).toContain('SITE_URL is packages.example, expected an address such as')
})

test('a read-only folder is named, and left as it was', () => {
  const parent = temporaryFolder()
  chmodSync(parent, 0o555)
  const isRoot = process.getuid?.() === 0
  // Root writes where the mode forbids it, but not into a system folder that has no place for files.
  const out = isRoot ? '/proc/catalog' : join(parent, 'out')
  const { status, stderr } = runScript('catalog', ['--index', `${FIXTURES}/valid`, '--out', out])
  chmodSync(parent, 0o755)
  expect(status).toBe(2)
  expect(stderr).toMatch(/^(.*\n)*error (ENOENT|EACCES|EROFS)/)
  expect(stderr).not.toContain('    at ')
})

/** A file system of 64 KiB, in a mount namespace that ends with the command. */
const SMALL_DISK = 'mount -t tmpfs -o size=64k tmpfs "$0" && exec "$@"'
const canMount =
  spawnSync('unshare', ['-rm', 'sh', '-c', SMALL_DISK, '/mnt', 'true'], { stdio: 'ignore' })
    .status === 0

test.skipIf(!canMount)('a full disk is named, and nothing is half-written', () => {
  const disk = temporaryFolder()
  const script = `"$1" scripts/catalog.ts --index "$2" --out "$3/out"; code=$?; ls -A "$3"; exit $code`
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [
      '-rm',
      'sh',
      '-c',
      SMALL_DISK,
      disk,
      'sh',
      '-c',
      script,
      'sh',
      process.execPath,
      `${FIXTURES}/valid`,
      disk,
    ],
    { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  )
  expect(stderr).toContain('The disk is full')
  expect(stderr).not.toContain('    at ')
  expect(status).toBe(2)
  expect(stdout).toBe('')
})

test('--help teaches', () => {
  expect(runScript('catalog', ['--help']).stdout).toMatchInlineSnapshot(`
    "Compiles an index folder into the published JSON files, without the site.

      npm run catalog                         index/ into .build/catalog/
      npm run catalog -- --index DIR --out DIR
      npm run catalog -- --quarantine         failing packages stay as they were published
      npm run catalog -- --previous WHERE     what was published: a folder or an address
                                              (by itself the folder of --out)
      npm run catalog -- --status DIR         with the results of the last re-check
      npm run catalog -- --allow-shrink       names may be lost without a tombstone

    SITE_URL is the address that links are made for.
    Exit code: 0 done, 1 errors (nothing written, or with --quarantine the rest), 2 could not run.
    "
  `)
})
