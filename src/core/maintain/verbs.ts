import type { Index } from '../index-model.ts'
import { type Draft, Refusal } from './draft.ts'
import { refuseIfNeeded, remove, rename } from './names.ts'
import { deprecate, freeze, reactivate, thaw, unyank, yank } from './states.ts'
import { claim, disown, own, transfer } from './trust.ts'

/** Every option that some verb takes, and what it says. */
export const OPTIONS = {
  reason: 'why, in one line that everybody reads',
  successor: 'the package to use instead',
  advisory: 'an https address that says what happened, and what to do',
  'package-source': 'a PackageSource that stays taken beside those that records name; repeatable',
  kind: 'an application kind that stays taken, likewise; repeatable',
  version: 'the first version that the new repository or signer releases',
  'oci-ref': 'the new repository, oci://host/organisation/name',
  identity: 'the new signer, as signing.identity has it',
  issuer: 'the issuer of its identity, where that changes too',
  homepage: 'the new homepage',
  maintainer: 'the new maintainer',
} as const
export type OptionName = keyof typeof OPTIONS

/** The values of a verb's options, in the order they were given. */
export type OptionValues = Readonly<Partial<Record<OptionName, readonly string[]>>>

/** One thing that maintainers do, as the help explains it and the command does it. */
export interface Verb {
  name: string
  /** Words behind it, as `PACKAGE`; in brackets may be left out, with dots may be several. */
  words: readonly string[]
  needs: readonly OptionName[]
  takes: readonly OptionName[]
  does: string
  plan(draft: Draft, words: readonly string[], options: OptionValues): void
  /** What the rules cannot say, and the gate would. */
  judge?(name: string, before: Index, after: Index): void
}

const CLAIMS = ['package-source', 'kind'] as const

/** All verbs, in the order of the help. */
export const VERBS: readonly Verb[] = [
  {
    name: 'deprecate',
    words: ['PACKAGE'],
    needs: ['reason'],
    takes: ['successor'],
    does: 'advises against a package; it stays listed',
    plan: (draft, [name = ''], options) =>
      deprecate(draft, name, { reason: one(options, 'reason'), successor: options.successor?.[0] }),
  },
  {
    name: 'reactivate',
    words: ['PACKAGE'],
    needs: [],
    takes: [],
    does: 'takes a deprecation back',
    plan: (draft, [name = '']) => reactivate(draft, name),
  },
  {
    name: 'yank',
    words: ['PACKAGE', 'VERSION'],
    needs: ['reason'],
    takes: [],
    does: 'offers one version to nobody any more',
    plan: (draft, [name = '', version = ''], options) =>
      yank(draft, name, version, { reason: one(options, 'reason') }),
  },
  {
    name: 'unyank',
    words: ['PACKAGE', 'VERSION'],
    needs: [],
    takes: [],
    does: 'takes that back',
    plan: (draft, [name = '', version = '']) => unyank(draft, name, version),
  },
  {
    name: 'freeze',
    words: ['PACKAGE'],
    needs: ['reason'],
    takes: ['advisory'],
    does: 'stops a package in an emergency, whatever else is broken',
    plan: (draft, [name = ''], options) =>
      freeze(draft, name, { reason: one(options, 'reason'), advisory: options.advisory?.[0] }),
  },
  {
    name: 'thaw',
    words: ['PACKAGE'],
    needs: [],
    takes: [],
    does: 'ends a freeze; yanked versions stay yanked',
    plan: (draft, [name = '']) => thaw(draft, name),
  },
  {
    name: 'rename',
    words: ['PACKAGE', 'NAME'],
    needs: [],
    takes: ['reason', ...CLAIMS],
    does: 'moves entry and overview, and leaves a tombstone',
    plan: (draft, [name = '', to = ''], options) =>
      rename(draft, name, to, { reason: options.reason?.[0], ...claimsOf(options) }),
  },
  {
    name: 'remove',
    words: ['PACKAGE'],
    needs: ['reason'],
    takes: CLAIMS,
    does: 'deletes entry and overview, and leaves a tombstone; records stay',
    plan: (draft, [name = ''], options) =>
      remove(draft, name, { reason: one(options, 'reason'), ...claimsOf(options) }),
    judge: refuseIfNeeded,
  },
  {
    name: 'transfer',
    words: ['PACKAGE'],
    needs: ['version'],
    takes: ['oci-ref', 'identity', 'issuer', 'homepage', 'maintainer'],
    does: 'hands a package to another repository or signer',
    plan: (draft, [name = ''], options) =>
      transfer(draft, name, {
        version: one(options, 'version'),
        ociRef: options['oci-ref']?.[0],
        identity: options.identity?.[0],
        issuer: options.issuer?.[0],
        homepage: options.homepage?.[0],
        maintainer: options.maintainer?.[0],
      }),
  },
  {
    name: 'own',
    words: ['PACKAGE', 'ACCOUNT…'],
    needs: [],
    takes: [],
    does: 'lets GitHub accounts, by number, edit its texts without review',
    plan: (draft, [name = '', ...accounts]) => own(draft, name, accounts),
  },
  {
    name: 'disown',
    words: ['PACKAGE', 'ACCOUNT…'],
    needs: [],
    takes: [],
    does: 'takes that away',
    plan: (draft, [name = '', ...accounts]) => disown(draft, name, accounts),
  },
  {
    name: 'claim',
    words: ['LABEL', '[OWNER]'],
    needs: [],
    takes: [],
    does: 'settles whose names begin with a label, such as ghcr.io/acme',
    plan: (draft, [label = '', owner]) => claim(draft, label, owner),
  },
]

/** The synopsis of a verb, as `yank PACKAGE VERSION --reason …`. */
export function usageOf({ name, words, needs, takes }: Verb): string {
  const required = needs.map((option) => `--${option} …`)
  const optional = takes.map((option) => `[--${option} …]`)
  return [name, ...words, ...required, ...optional].join(' ')
}

/** @throws Refusal where words or options are not those that the verb takes */
export function demandUsage(verb: Verb, words: readonly string[], options: OptionValues): void {
  const usage = `Usage: ${usageOf(verb)}`
  const least = verb.words.filter((word) => !word.startsWith('[')).length
  const most = verb.words.at(-1)?.endsWith('…') ? Number.POSITIVE_INFINITY : verb.words.length
  if (words.length < least || words.length > most) {
    throw new Refusal(`${verb.name} takes ${verb.words.join(' ')}, found ${words.length}`, usage)
  }
  for (const option of Object.keys(options) as OptionName[]) {
    if (!verb.needs.includes(option) && !verb.takes.includes(option)) {
      throw new Refusal(`${verb.name} takes no --${option}`, usage)
    }
  }
  for (const option of verb.needs) {
    if (!options[option]?.[0]?.trim()) throw new Refusal(`${verb.name} needs --${option}`, usage)
  }
}

function one(options: OptionValues, name: OptionName): string {
  return options[name]?.[0] ?? ''
}

function claimsOf(options: OptionValues) {
  return { packageSources: options['package-source'], kinds: options.kind }
}
