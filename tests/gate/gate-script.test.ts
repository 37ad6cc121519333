import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderComment } from '../../src/core/gate/comment.ts'
import { type Verdict, VerdictSchema } from '../../src/core/gate/verdict.ts'
import { runScript } from '../scripts/run-script.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { BASE, hello, LIFECYCLE, OWNER } from './example-index.ts'
import { FastImport, type Files } from './fast-import.ts'

const HELLO_FILE = 'index/packages/acme.hello.yaml'

function repositoryWith(branches: Record<string, Files>): string {
  const folder = join(temporaryFolder(), 'repository')
  const history = new FastImport()
  history.commit('main', BASE)
  for (const [name, files] of Object.entries(branches)) history.commit(name, files, 'main')
  history.write(folder)
  return folder
}

/** The section of the comment that gives reasons. */
const whyOf = (verdict: Verdict) =>
  renderComment(verdict, 'https://index.example/')
    .split('\n\n')
    .filter((_, at, all) => all[at - 1] === '**Why**')

const gate = (repo: string, head: string, ...more: string[]) =>
  runScript('gate', ['--repo', repo, '--base', 'main', '--head', head, '--offline', ...more])

// Each starts processes of its own, which take their time on a busy machine.
describe('npm run gate', { timeout: 60_000 }, () => {
  test('people read the lane first, then why, and what was left out', () => {
    const repo = repositoryWith({ bump: { [HELLO_FILE]: hello({ version: '"1.3.0"' }) } })
    const { status, stdout } = gate(repo, 'bump')
    expect(status).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "auto: this merges by itself, if what is taken as passed holds

      index/packages/acme.hello.yaml modified: version
        auto version goes up from 1.2.0 to 1.3.0 [version-up]

      taken as passed index/packages/acme.hello.yaml: artifact, signature, highest-tag, footprint, digest; no registry was asked
      "
    `)
  })

  test('people read who must act, and every reason', () => {
    const repo = repositoryWith({
      mixed: {
        [HELLO_FILE]: hello({ version: '"1.1.0"', description: 'Says <b>hello</b>.' }),
        'scripts/x.ts': 'x',
        'index/packages/a\nb\u001b[31m.yml': 'x',
      },
    })
    const { status, stdout } = gate(repo, 'mixed', '--author', OWNER)
    expect(status).toBe(1)
    expect(stdout).toMatchInlineSnapshot(`
      "refused: this cannot be merged as it is; its author has to change it

      index/packages/a\\nb\\u{1b}[31m.yml error the index has no place for "packages/a\\nb\\u{1b}[31m.yml" [file-unexpected]
        fix: Rename it: entries end in .yaml.

      index/packages/acme.hello.yaml:4:14 error description: expected plain text, found "<b>" [text-html]
        fix: Write it without HTML.

      index/packages/a\\nb\\u{1b}[31m.yml
        refused the index has no place for "index/packages/a\\nb\\u{1b}[31m.yml" [not-a-place]

      index/packages/acme.hello.yaml modified: version, description
        refused version goes down from 1.2.0 to 1.1.0. Yank the bad version first, in lifecycle.yaml. [version-down]
        auto description changes by account 583231, an owner of acme.hello [text-by-owner]

      scripts/x.ts
        refused it is outside index/ and changes together with something inside. Open one pull request for each. [outside-with-index]

      taken as passed index/packages/acme.hello.yaml: artifact, signature, highest-tag, footprint, digest; the entry has errors of its own
      "
    `)
  })

  test('people read what goes to a maintainer, and that they have nothing to do', () => {
    const repo = repositoryWith({
      freeze: {
        'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: frozen, reason: Stolen., yanked: { 1.2.0: Bad. } }\n`,
      },
    })
    const { status, stdout } = gate(repo, 'freeze')
    expect(status).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "review: a maintainer has to look at this; its author has nothing to do

      index/lifecycle.yaml modified: acme.hello
        review lifecycle.yaml changes: acme.hello goes from active to frozen and yanks 1.2.0 [lifecycle]
      "
    `)
  })

  test('what is said of many files is said once, in a terminal and in the comment', () => {
    const code = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`src/f${at}.ts`, 'x']))
    const repo = repositoryWith({
      hidden: { [HELLO_FILE]: hello({ version: '"1.3.0"' }), ...code },
      gone: Object.fromEntries(Object.keys(BASE).map((path) => [path, null])),
    })
    expect(gate(repo, 'hidden').stdout).toMatchInlineSnapshot(`
      "refused: this cannot be merged as it is; its author has to change it

      index/packages/acme.hello.yaml modified: version
        auto version goes up from 1.2.0 to 1.3.0 [version-up]

      src/f0.ts
      src/f1.ts
      src/f2.ts
      and 6 more like these
        refused it is outside index/ and changes together with something inside. Open one pull request for each. [outside-with-index]

      taken as passed index/packages/acme.hello.yaml: artifact, signature, highest-tag, footprint, digest; no registry was asked
      "
    `)
    const verdict = VerdictSchema.parse(JSON.parse(gate(repo, 'hidden', '--json').stdout))
    expect(whyOf(verdict)).toMatchInlineSnapshot(`
      [
        "- \`src/f0.ts\`; \`src/f1.ts\`; \`src/f2.ts\` and 6 more like these. it is outside index/ and changes together with something inside. Open one pull request for each. ([lanes](https://index.example/rules/lanes/#outside-with-index))",
      ]
    `)
    expect(gate(repo, 'gone').stdout).toMatchInlineSnapshot(`
      "refused: this cannot be merged as it is; its author has to change it

        refused it changes 24 packages, and at most 10 are judged at once: split it [too-many-entries]

      README.md
      index/icons/0000000000000000000000000000000000000000000000000000000000000000.png deleted
      index/lifecycle.yaml deleted
      and 39 more like these
      "
    `)
  })

  test('the comment says what blocks once, and not as a reason again', () => {
    const repo = repositoryWith({ html: { [HELLO_FILE]: hello({ description: '<b>Hi</b>.' }) } })
    const verdict = VerdictSchema.parse(JSON.parse(gate(repo, 'html', '--json').stdout))
    expect(verdict.changes[0]?.decisions.map(({ row }) => row)).toContain('finding')
    const comment = renderComment(verdict, 'https://index.example/')
    expect(comment.split('[text-html]')).toHaveLength(2)
    expect(comment).not.toContain('**Why**')
  })

  test('--json prints the verdict alone, whose revisions are commits', () => {
    const repo = repositoryWith({ bump: { [HELLO_FILE]: hello({ version: '"1.3.0"' }) } })
    const { stdout, stderr } = gate(repo, 'bump', '--json', '--author', OWNER)
    const main = execFileSync('git', ['-C', repo, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({
      lane: 'auto',
      author: OWNER,
      base: main,
      mergeBase: main,
      changes: [{ file: HELLO_FILE, kind: 'modified', fields: ['version'], lane: 'auto' }],
    })
  })

  test('a verdict changes nothing that is checked out or referenced', () => {
    const repo = repositoryWith({ bump: { [HELLO_FILE]: hello({ version: '"1.3.0"' }) } })
    const state = () => execFileSync('git', ['-C', repo, 'for-each-ref'], { encoding: 'utf8' })
    const before = state()
    gate(repo, 'bump')
    expect(state()).toBe(before)
  })

  test('a branch without a common history is refused', () => {
    const folder = join(temporaryFolder(), 'repository')
    const history = new FastImport()
    history.commit('main', BASE)
    history.commit('other', { [HELLO_FILE]: hello() })
    history.write(folder)
    const { status, stdout } = gate(folder, 'other')
    expect(status).toBe(1)
    expect(stdout).toContain('shares no commit with base')
  })

  test('a shallow clone cannot be judged', () => {
    const repo = repositoryWith({ bump: { [HELLO_FILE]: hello({ version: '"1.3.0"' }) } })
    const clone = join(temporaryFolder(), 'clone')
    execFileSync('git', ['clone', '--quiet', '--depth=1', '--bare', `file://${repo}`, clone])
    const { status, stdout, stderr } = gate(clone, 'main')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('shallow clone')
    expect(stderr).toContain('git fetch --unshallow')
  })

  test.each([
    [['--head', 'main'], 'expected --base REV and --head REV'],
    [['--base', 'main', '--head', 'nowhere'], 'there is no commit "nowhere"'],
    [['--base', 'main', '--head', '--output=x'], 'argument is ambiguous'],
    [['--base', 'main', '--head=--output=x'], 'there is no commit "--output=x"'],
    [['--base', 'main', '--head', 'main', '--author', 'jane'], '--author is jane'],
    [['--base', 'main', '--head', 'main', '--author', '0'], '--author is 0'],
    [['--base', 'main', '--head', 'main', '--repo', '/'], 'no git repository'],
    [['--base', 'main', '--head', 'main', '--judged', 'package.json'], 'is no verdict of the gate'],
  ])('with %j it says what is wrong, and exits with 2', (args, message) => {
    const repo = repositoryWith({})
    const { status, stdout, stderr } = runScript('gate', ['--repo', repo, '--offline', ...args])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})
