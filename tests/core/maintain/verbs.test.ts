import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../../src/core/catalog.ts'
import { checkIndex } from '../../../src/core/check-index.ts'
import { countFindings } from '../../../src/core/finding.ts'
import type { IndexFile } from '../../../src/core/index-file.ts'
import { Refusal } from '../../../src/core/maintain/draft.ts'
import { applyEdits, planEdit } from '../../../src/core/maintain/plan-edit.ts'
import { type OptionName, VERBS } from '../../../src/core/maintain/verbs.ts'
import type { Release } from '../../../src/core/schemas/release.ts'
import { readIndexFolder } from '../../../src/io/index-folder.ts'
import { FIXTURES } from '../../check-fixture.ts'

const VALID = readIndexFolder(`${FIXTURES}/valid`)

function withTexts(files: readonly IndexFile[], texts: Record<string, string | null>) {
  return applyEdits(files, new Map(Object.entries(texts)))
}

/** Runs `verb words --option value` on files; says what is left, and what it said of it. */
function edit(files: readonly IndexFile[], command: string) {
  const [name, ...rest] =
    command.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? []
  const verb = VERBS.find((one) => one.name === name)
  if (!verb) throw new Error(`there is no verb ${name}`)
  const words: string[] = []
  const options: Partial<Record<OptionName, string[]>> = {}
  for (let at = 0; at < rest.length; at++) {
    const option = /^--(.*)$/.exec(rest[at] ?? '')?.[1] as OptionName | undefined
    if (option) {
      at++
      options[option] = [...(options[option] ?? []), rest[at] ?? '']
    } else words.push(rest[at] ?? '')
  }
  const planned = planEdit(verb, words, options, checkIndex(files))
  return { ...planned, files: applyEdits(files, planned.edits) }
}

function refusal(files: readonly IndexFile[], command: string): string {
  try {
    edit(files, command)
  } catch (error) {
    if (error instanceof Refusal) return `${error.message} | ${error.fix}`
    throw error
  }
  throw new Error(`${command} was not refused`)
}

const textOf = (files: readonly IndexFile[], path: string) => {
  const bytes = files.find((file) => file.path === path)?.bytes
  return bytes ? new TextDecoder().decode(bytes) : null
}
const stateOf = (files: readonly IndexFile[], name: string) =>
  checkIndex(files).index.lifecycle[name]
const packageOf = (files: readonly IndexFile[], name: string) =>
  compileCatalog(checkIndex(files).index).packages.find((one) => one.name === name)

const EVERY = [
  'deprecate acme.hello --reason "Old: use another." --successor minimal',
  'reactivate retired',
  'yank acme.hello v1.10.0 --reason "no"',
  'unyank yanked-one 1.0.0',
  'freeze acme.hello --reason "Taken over." --advisory https://a.example/1',
  'thaw frozen-one',
  'rename acme.hello acme.greetings --reason "A better name."',
  'rename frozen-one frozen-two --package-source frozen.tool --kind FrozenTool',
  'remove acme.hello --reason "Asked for."',
  'remove minimal --reason "Asked for." --package-source minimal.tool --kind MinimalTool',
  'transfer acme.hello --version v2.0.0 --oci-ref oci://ghcr.io/acme/other',
  'own minimal 12 34',
  'disown acme.hello 583231',
  'claim acme ghcr.io/other',
]

test('every verb is among the commands below', () => {
  expect(new Set(EVERY.map((one) => one.split(' ')[0]))).toEqual(
    new Set(VERBS.map(({ name }) => name)),
  )
})

test.each(EVERY)(
  '%s: passes the rules, keeps every comment, and a second run does nothing',
  (command) => {
    const { files, edits, findings } = edit(VALID, command)
    expect(edits.size).toBeGreaterThan(0)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(countFindings(checkIndex(files).findings).error).toBe(0)
    for (const [path, text] of edits) {
      const comments = textOf(VALID, path)?.match(/#.*$/gm) ?? []
      for (const comment of text === null ? [] : comments) expect(text).toContain(comment)
    }
    expect(edit(files, command).edits).toEqual(new Map())
  },
)

describe('states', () => {
  test('a freeze keeps yanked versions, a thaw ends it, and the catalog says so', () => {
    const frozen = edit(
      VALID,
      'freeze yanked-one --reason "Taken over." --advisory https://a.example/1',
    )
    expect(packageOf(frozen.files, 'yanked-one')).toMatchObject({
      state: 'frozen',
      advisory: 'https://a.example/1',
      yanked: [{ version: '1.0.0' }],
    })
    const thawed = edit(frozen.files, 'thaw yanked-one')
    expect(stateOf(thawed.files, 'yanked-one')).toEqual(stateOf(VALID, 'yanked-one'))
  })

  test('a freeze goes through whatever else is broken', () => {
    const broken = withTexts(VALID, {
      'packages/acme.hello.yaml': 'name: [\n',
      'packages/minimal.yaml': '',
      'policy.yaml': 'registries: 7\n',
      'lifecycle.yaml': 'retired: { state: nonsense }\nacme.hello: { state: nonsense }\n# kept\n',
    })
    const { files, edits, findings, notes } = edit(broken, 'freeze acme.hello --reason Stop.')
    expect([...edits.keys()]).toEqual(['lifecycle.yaml'])
    expect(findings).toEqual([])
    expect(notes.at(-1)).toContain(
      'lifecycle.yaml and policy.yaml cannot be relied on: NOTHING IS PUBLISHED',
    )
    expect(textOf(files, 'lifecycle.yaml')).toBe(
      'retired: { state: nonsense }\nacme.hello: { state: frozen, reason: Stop. }\n# kept\n',
    )
    const mended = withTexts(files, {
      'policy.yaml': textOf(VALID, 'policy.yaml'),
      'lifecycle.yaml': 'acme.hello: { state: frozen, reason: Stop. }\n',
    })
    expect(stateOf(mended, 'acme.hello')).toMatchObject({ state: 'frozen' })
    expect(refusal(broken, 'thaw acme.hello')).toContain('cannot be read')
  })

  test('a freeze is never lifted by the way', () => {
    expect(refusal(VALID, 'deprecate frozen-one --reason Old.')).toContain('Thaw it first')
    expect(refusal(VALID, 'reactivate frozen-one')).toContain('Thaw it first')
    const { files } = edit(VALID, 'rename frozen-one frozen-two')
    expect(stateOf(files, 'frozen-two')).toEqual(stateOf(VALID, 'frozen-one'))
  })

  test('says that a deprecation does not survive a freeze', () => {
    const { notes } = edit(VALID, 'freeze retired --reason Bad.')
    expect(notes.join('\n')).toContain('deprecate it again after the thaw')
    expect(notes.join('\n')).toContain('There is no --advisory')
  })

  test.each([
    ['yank acme.hello 1.10.0 --reason x', 'It is written v1.10.0.'],
    ['yank acme.hello 1.x --reason x', 'Known are v1.10.0, v1.9.0.'],
    ['freeze acme.helo --reason x', 'Did you mean acme.hello?'],
    ['freeze nothing-like-it --reason x', 'Names are those in packages/'],
    ['freeze old-name --reason x', 'Name acme.hello instead.'],
    ['thaw departed', 'A tombstone stays as it is for ever.'],
    ['freeze acme.hello', 'freeze needs --reason'],
    ['freeze acme.hello --reason x --successor y', 'freeze takes no --successor'],
    ['freeze --reason x', 'Usage: freeze PACKAGE --reason'],
    ['thaw acme.hello twice', 'found 2'],
  ])('%s: %s', (command, words) => {
    expect(refusal(VALID, command)).toContain(words)
  })

  test('yanks a version before anybody lists it, and says so', () => {
    const { notes, files } = edit(VALID, 'yank acme.hello v9.0.0 --reason Bad.')
    expect(notes.join()).toContain('neither listed nor recorded')
    expect(stateOf(files, 'acme.hello')).toMatchObject({ yanked: { 'v9.0.0': 'Bad.' } })
  })

  test('what is not so is no error', () => {
    expect(edit(VALID, 'thaw acme.hello')).toMatchObject({ notes: ['acme.hello is not frozen.'] })
    expect(edit(VALID, 'unyank yanked-one 1.0.1').notes.join()).toContain('1.0.0 is.')
    expect(edit(VALID, 'reactivate acme.hello').edits.size).toBe(0)
  })

  test.each([
    ['deprecate acme.hello --reason x --successor acme.hullo', 'lifecycle-target'],
    [`deprecate acme.hello --reason ${'x'.repeat(401)}`, 'field-value'],
    ['freeze acme.hello --reason x --advisory http://a.example/', 'field-value'],
    ['deprecate acme.hello --reason "a\u202eb"', 'text-characters'],
  ])('%s breaks %s, and is not to be written', (command, rule) => {
    const { findings } = edit(VALID, command)
    expect(
      findings.filter(({ severity }) => severity === 'error').map((one) => one.rule),
    ).toContain(rule)
  })

  test('a lifecycle that is absent, or holds comments alone, is begun', () => {
    for (const text of [null, '# States, by name.\n']) {
      const files = edit(
        withTexts(VALID, { 'lifecycle.yaml': text }),
        'freeze minimal --reason x',
      ).files
      expect(textOf(files, 'lifecycle.yaml')).toBe(
        `${text ?? ''}minimal:\n  state: frozen\n  reason: x\n`,
      )
    }
  })

  test('a file that is no text is not edited', () => {
    const link: IndexFile = {
      path: 'lifecycle.yaml',
      type: 'symlink',
      executable: false,
      size: null,
      bytes: null,
      detail: '/etc/passwd',
    }
    const files = [...VALID.filter(({ path }) => path !== link.path), link]
    expect(refusal(files, 'freeze acme.hello --reason x')).toContain('no text file')
  })
})

describe('names', () => {
  test('a rename keeps records, state and claims, and leads everybody to the new name', () => {
    const yanked = edit(VALID, 'yank acme.hello v1.9.0 --reason Bad.').files
    const { files, notes } = edit(yanked, 'rename acme.hello acme.greetings')
    const [before, after] = [packageOf(yanked, 'acme.hello'), packageOf(files, 'acme.greetings')]
    expect(after).toEqual({ ...before, name: 'acme.greetings' })
    expect(after?.releases.map(({ version }) => version)).toEqual(['v1.10.0', 'v1.9.0'])
    expect(stateOf(files, 'acme.hello')).toEqual({
      state: 'renamed',
      to: 'acme.greetings',
      claims: { packageSources: ['acme.hello'], kinds: ['Farewell', 'Greeting'] },
    })
    expect(stateOf(files, 'old-name')).toMatchObject({ to: 'acme.greetings' })
    expect(stateOf(files, 'retired')).toMatchObject({ successor: 'acme.greetings' })
    expect(textOf(files, 'packages/acme.greetings.md')).toBe(
      textOf(VALID, 'packages/acme.hello.md'),
    )
    expect(notes.join('\n')).toContain('npm run maintain -- own acme.greetings 583231')
  })

  test('the next release under the new name claims what the old one claimed', () => {
    const { files } = edit(VALID, 'rename acme.hello acme.greetings')
    const record: Release = JSON.parse(textOf(VALID, 'releases/acme.hello/v1.10.0.json') ?? '')
    const next = { ...record, version: 'v1.11.0', digest: `sha256:${'7'.repeat(64)}` }
    const recorded = withTexts(files, {
      'releases/acme.greetings/v1.11.0.json': `${JSON.stringify(next, null, 2)}\n`,
    })
    expect(countFindings(checkIndex(recorded).findings).error).toBe(0)
    // Somebody else may not, neither while it is listed nor after it is removed.
    const stolen = withTexts(recorded, {
      'releases/minimal/1.0.0.json': `${JSON.stringify({ ...next, version: '1.0.0', digest: `sha256:${'8'.repeat(64)}` })}\n`,
    })
    const thefts = (all: readonly IndexFile[]) =>
      checkIndex(all).findings.filter(
        ({ rule, file }) => rule.startsWith('claim-') && file.includes('minimal'),
      )
    expect(thefts(stolen).map(({ rule }) => rule)).toContain('claim-package-source')
    const removed = edit(recorded, 'remove acme.greetings --reason "Asked for."').files
    expect(countFindings(checkIndex(removed).findings).error).toBe(0)
    expect(stateOf(removed, 'acme.hello')).toMatchObject({
      state: 'removed',
      claims: { packageSources: ['acme.hello'] },
    })
  })

  test.each([
    ['rename acme.hello minimal', 'minimal is listed already'],
    ['rename acme.hello departed', 'departed is taken: it is removed'],
    ['rename acme.hello ../../evil', 'cannot be a name'],
    ['rename departed acme.new', 'departed is removed'],
    ['rename old-name other-name', 'old-name is renamed to acme.hello'],
  ])('%s: %s', (command, words) => {
    expect(refusal(VALID, command)).toContain(words)
  })

  test('a reserved name is refused by its rule', () => {
    const { findings } = edit(VALID, 'rename minimal test')
    expect(findings.map(({ rule }) => rule)).toContain('name-reserved')
  })

  test('records stay when a package is removed', () => {
    const { edits, files } = edit(VALID, 'remove acme.hello --reason Gone.')
    expect(
      [...edits]
        .filter(([, text]) => text === null)
        .map(([path]) => path)
        .sort(),
    ).toEqual(['packages/acme.hello.md', 'packages/acme.hello.yaml'])
    expect(files.some(({ path }) => path === 'releases/acme.hello/v1.10.0.json')).toBe(true)
    expect(compileCatalog(checkIndex(files).index).catalog.tombstones).toContainEqual({
      name: 'acme.hello',
      state: 'removed',
      to: null,
      reason: 'Gone.',
    })
    const again = edit(files, 'remove acme.hello --reason "Gone for good."').files
    expect(stateOf(again, 'acme.hello')).toMatchObject({
      reason: 'Gone for good.',
      claims: { kinds: ['Farewell', 'Greeting'] },
    })
  })

  test('what others need is not removed', () => {
    const record: Release = JSON.parse(textOf(VALID, 'releases/acme.hello/v1.10.0.json') ?? '')
    const variants = [{ name: 'default', dependsOn: ['acme.hello'], libraries: [], components: [] }]
    const contents = {
      ...record.contents,
      packageSources: [{ name: 'minimal.tool', path: '/', variants }],
      applications: [],
    }
    const version = packageOf(VALID, 'minimal')?.version
    const needing = withTexts(VALID, {
      [`releases/minimal/${version}.json`]: `${JSON.stringify({ ...record, version, digest: `sha256:${'9'.repeat(64)}`, contents })}\n`,
    })
    expect(countFindings(checkIndex(needing).findings).error).toBe(0)
    expect(refusal(needing, 'remove acme.hello --reason x')).toContain(
      'minimal depends on acme.hello',
    )
  })
})

describe('trust', () => {
  test('owners are numbers, and others keep theirs', () => {
    expect(refusal(VALID, 'own minimal jane')).toContain('gh api users/NAME --jq .id')
    const { files } = edit(VALID, 'own minimal 12 34')
    expect(checkIndex(files).index.policy.owners).toEqual({
      'acme.hello': ['583231'],
      minimal: ['12', '34'],
    })
    expect(
      checkIndex(edit(files, 'disown minimal 12').files).index.policy.owners['minimal'],
    ).toEqual(['34'])
    expect(edit(VALID, 'disown minimal 12').notes).toEqual([
      'policy.yaml names no owner of minimal.',
    ])
  })

  test('an index without a policy gets one, and a broken one is left alone', () => {
    const files = edit(withTexts(VALID, { 'policy.yaml': null }), 'own minimal 12').files
    expect(textOf(files, 'policy.yaml')).toBe('owners:\n  minimal: ["12"]\n')
    const broken = withTexts(VALID, { 'policy.yaml': 'registries: 7\n' })
    expect(refusal(broken, 'own minimal 12')).toContain('policy.yaml cannot be read')
  })

  test('a label is claimed for those who have it, unless two have', () => {
    const free = withTexts(VALID, {
      'policy.yaml': (textOf(VALID, 'policy.yaml') ?? '').replace(/^claims:\n.*\n/m, ''),
    })
    expect(checkIndex(edit(free, 'claim acme').files).index.policy.claims).toEqual({
      acme: 'ghcr.io/acme',
    })
    expect(refusal(free, 'claim nobody')).toContain('nobody has it')
    const { findings } = edit(VALID, 'claim acme nonsense')
    expect(findings.map(({ rule }) => rule)).toContain('field-value')
  })

  test('a transfer takes a higher version, and tells what policy has to say', () => {
    expect(
      refusal(VALID, 'transfer acme.hello --version v1.10.0 --oci-ref oci://quay.io/new/hello'),
    ).toContain('is not higher than v1.10.0')
    expect(refusal(VALID, 'transfer acme.hello --version v1.11.0')).toContain(
      'neither --oci-ref nor --identity',
    )
    const { files, notes } = edit(
      VALID,
      'transfer acme.hello --version v1.11.0 --oci-ref oci://quay.io/new/hello --identity https://github.com/new/hello/.github/workflows/r.yml@refs/heads/main',
    )
    expect(notes.join('\n')).toContain('npm run maintain -- disown acme.hello 583231')
    expect(notes.join('\n')).toContain('npm run maintain -- claim acme quay.io/new')
    expect(packageOf(files, 'acme.hello')).toMatchObject({
      state: 'pending',
      owner: 'quay.io/new',
      release: { version: 'v1.10.0' },
    })
  })
})
