import { join, sep } from 'node:path'
import { countFindings } from '../src/core/finding.ts'
import type { Index } from '../src/core/index-model.ts'
import { type Edits, Refusal } from '../src/core/maintain/draft.ts'
import { applyEdits, planEdit } from '../src/core/maintain/plan-edit.ts'
import { OPTIONS, type OptionName, usageOf, VERBS, type Verb } from '../src/core/maintain/verbs.ts'
import { likelyMeant } from '../src/core/names.ts'
import { formatFindings } from '../src/core/report.ts'
import { findAccount } from '../src/io/github/account.ts'
import { showDiff } from '../src/io/show-diff.ts'
import { writeTogether } from '../src/io/write-together.ts'
import { DEFAULT_INDEX, loadIndex } from './load-index.ts'
import { paint, run } from './run.ts'

const HELP = `Edits what maintainers write, lifecycle.yaml and policy.yaml, and the entries that go with it. Every
rule judges the result before anything is written; all files are written, or none. A second run
changes nothing.

  npm run maintain -- VERB WORDS [OPTIONS]

${VERBS.map((verb) => `  ${usageOf(verb)}\n      ${verb.does}\n`).join('')}
${Object.entries(OPTIONS)
  .map(([name, says]) => `  ${`--${name}`.padEnd(18)}${says}\n`)
  .join('')}
  --resolve         looks up the numbers of accounts that are named by login, with GitHub
  --dry-run         shows the difference, and writes nothing
  --index DIR       another folder than index/
  --json            {"changes":[...],"notes":[...],"findings":[...],"written":...} on standard output

For example:

  npm run maintain -- freeze acme.hello --reason "Its account was taken over." --advisory https://…
  npm run maintain -- yank acme.hello v1.2.0 --reason "Deletes the data of the night before."
  npm run maintain -- rename acme.hello acme.greetings --dry-run

Exit code: 0 done, or nothing to do; 1 refused, and nothing was written; 2 could not run.
`

const text = { type: 'string', multiple: true } as const
const options = {
  ...(Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, text])) as Record<
    OptionName,
    typeof text
  >),
  index: { type: 'string', default: DEFAULT_INDEX },
  resolve: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

await run(
  HELP,
  options,
  async (flags, [name = '', ...words]) => {
    try {
      const verb = findVerb(name)
      const before = loadIndex(flags.index)
      const { index: dir, resolve, 'dry-run': isDryRun, json, ...rest } = flags
      const { help: _, ...values } = rest as typeof rest & { help?: boolean }
      const known = resolve ? await resolveAccounts(verb, words) : words
      const planned = planEdit(verb, known, values, before)
      const place = (path: string) => join(dir, path).split(sep).join('/')
      const findings = planned.findings.map((one) => ({ ...one, file: place(one.file) }))
      const isRefused = countFindings(planned.findings).error > 0
      const isWritten = !isRefused && !isDryRun && planned.edits.size > 0
      if (isWritten) writeTogether(dir, planned.edits)
      const diff = isDryRun ? diffOf(before.index, planned.edits) : undefined
      if (json) {
        const changes = changesOf(before.index, planned.edits)
        const { notes } = planned
        print(
          `${JSON.stringify({ verb: name, changes, notes, findings, written: isWritten, diff }, null, 2)}\n`,
        )
        return isRefused ? 1 : 0
      }
      if (diff) print(diff)
      for (const { file, kind } of isWritten ? changesOf(before.index, planned.edits) : []) {
        print(`${kind.padEnd(8)} ${place(file)}\n`)
      }
      if (planned.edits.size === 0) print('Nothing to do: the index says so already.\n')
      const sources = new Map(planned.after.documents.map((one) => [place(one.path), one.text]))
      const shown = formatFindings(findings, (file) => sources.get(file) ?? null, paint)
      if (shown) print(`${shown}\n`)
      for (const note of planned.notes) print(`${paint('yellow', 'note')} ${note}\n`)
      if (isRefused) process.stderr.write(`${paint('red', 'refused')} Nothing was written.\n`)
      return isRefused ? 1 : 0
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (flags.json)
        print(
          `${JSON.stringify({ refused: error.message, fix: error.fix, written: false }, null, 2)}\n`,
        )
      process.stderr.write(`${paint('red', 'refused')} ${error.message}\n${error.fix}\n`)
      return 1
    }
  },
  true,
)

function findVerb(name: string): Verb {
  const verb = VERBS.find((one) => one.name === name)
  if (verb) return verb
  const names = VERBS.map((one) => one.name)
  const meant = likelyMeant(name, names)
  throw new Refusal(
    name ? `there is no verb ${JSON.stringify(name)}` : 'a verb is missing',
    `${meant ? `Did you mean ${meant}? ` : ''}Verbs are ${names.join(', ')}; --help explains them.`,
  )
}

/** The words of a verb about accounts, with numbers in the place of logins. */
async function resolveAccounts(verb: Verb, words: readonly string[]): Promise<string[]> {
  if (!verb.words.includes('ACCOUNT…')) {
    throw new Refusal(`${verb.name} names no accounts`, 'Leave --resolve out.')
  }
  const [subject = '', ...accounts] = words
  const apiUrl = process.env['GITHUB_API_URL'] || 'https://api.github.com'
  const numbers: string[] = []
  for (const account of accounts) {
    numbers.push(/^\d+$/.test(account) ? account : await findAccount(account, apiUrl))
  }
  return [subject, ...numbers]
}

function changesOf(index: Index, edits: Edits): { file: string; kind: string }[] {
  const present = new Set(index.files.map(({ path }) => path))
  return [...edits].map(([file, text]) => ({
    file,
    kind: text === null ? 'deleted' : present.has(file) ? 'modified' : 'added',
  }))
}

function diffOf(index: Index, edits: Edits): string {
  const touched = ({ path }: { path: string }) => edits.has(path)
  const textsOf = (files: Index['files']) =>
    new Map(
      files
        .filter(touched)
        .map(({ path, bytes }) => [path, new TextDecoder().decode(bytes ?? undefined)]),
    )
  const before = textsOf(index.files)
  const after = textsOf(applyEdits(index.files, edits))
  return (
    showDiff(before, after) ?? [...edits.keys()].map((path) => `would change ${path}\n`).join('')
  )
}

function print(words: string): void {
  process.stdout.write(words)
}
