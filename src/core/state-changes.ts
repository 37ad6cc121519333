import { compareText } from './compare-text.ts'
import { LifecycleSchema, type LifecycleState } from './schemas/lifecycle.ts'
import { readYaml } from './yaml/read-yaml.ts'

/** One thing that a change of the lifecycle said of a package. */
export interface StateChange {
  name: string
  /** When it came to the main line. */
  at: string
  kind: 'frozen' | 'deprecated' | 'renamed' | 'removed' | 'active' | 'yanked' | 'unyanked'
  /** The version that is yanked or no longer yanked; else null. */
  version: string | null
  reason: string | null
  /** The new name, or the package to use instead. */
  to: string | null
  advisory: string | null
}

/** One version of `lifecycle.yaml`, and when it came to the main line. */
export interface LifecycleVersion {
  at: string
  text: string
}

/**
 * What changed from version to version of `lifecycle.yaml`, newest first. Only the lines of packages
 * that differ are parsed, so that a long file with a long history is read quickly. What a version
 * says of a package and cannot be read is passed over: the versions around it are compared.
 *
 * @param versions newest first; the last is only compared with
 * @param most how many changes are wanted at most
 */
export function stateChanges(versions: readonly LifecycleVersion[], most: number): StateChange[] {
  const changes: StateChange[] = []
  const [newest, ...older] = versions
  if (!newest) return changes
  let { at } = newest
  /** When what is carried over unreadable versions was said. */
  const carried = new Map<string, string>()
  let after = blocksOf(newest.text)
  for (const version of older) {
    if (changes.length >= most) break
    const before = blocksOf(version.text)
    const found: StateChange[] = []
    for (const name of new Set([...after.keys(), ...before.keys()])) {
      const [old, young] = [before.get(name), after.get(name)]
      const saidAt = carried.get(name) ?? at
      carried.delete(name)
      if (old === young) continue
      const [was, is] = [statesIn(old), statesIn(young)]
      if (was && is) found.push(...compareStates(was, is, saidAt))
      if (was || !is || young === undefined) continue
      before.set(name, young)
      carried.set(name, saidAt)
    }
    changes.push(...found.sort((a, b) => compareText(a.name, b.name)))
    at = version.at
    after = before
  }
  return changes.slice(0, most)
}

/** The lines of each key at the top of a file, by the key without its quotes. */
function blocksOf(text: string): Map<string, string> {
  const blocks = new Map<string, string>()
  let key: string | null = null
  let lines: string[] = []
  const close = () => {
    if (key !== null) blocks.set(key, lines.join('\n').trimEnd())
  }
  for (const line of text.split('\n')) {
    if (/^[^\s#]/.test(line) && line !== '---') {
      close()
      key = line.replace(/:(\s.*)?$/, '').replace(/^(["'])(.*)\1$/, '$2')
      lines = []
    }
    lines.push(line)
  }
  close()
  return blocks
}

type States = Readonly<Record<string, LifecycleState>>

/** What a few lines say, as a record by name; none where they are absent, null where they are broken. */
function statesIn(block: string | undefined): States | null {
  if (block === undefined) return {}
  const { value, syntaxError } = readYaml(block)
  return syntaxError ? null : (LifecycleSchema.safeParse(value).data ?? null)
}

function compareStates(before: States, after: States, at: string): StateChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((name) => {
    const [old, young] = [stateOf(name, before), stateOf(name, after)]
    return [...stateChange(old, young), ...yankChanges(old, young)].map((change) => ({
      name,
      at,
      ...NOTHING,
      ...change,
    }))
  })
}

const ACTIVE: LifecycleState = { state: 'active' }
const NOTHING = { version: null, reason: null, to: null, advisory: null }
type Said = Pick<StateChange, 'kind'> & Partial<StateChange>

/** A package may well be called constructor. */
function stateOf(name: string, states: States): LifecycleState {
  return Object.hasOwn(states, name) ? (states[name] ?? ACTIVE) : ACTIVE
}

/** Claims are no news: they say what was taken before. */
function stateChange(old: LifecycleState, young: LifecycleState): Said[] {
  const said = describe(young)
  return JSON.stringify(describe(old)) === JSON.stringify(said) ? [] : [said]
}

function describe(state: LifecycleState): Said {
  const kind = state.state
  if (kind === 'active') return { kind }
  if (kind === 'frozen') return { kind, reason: state.reason, advisory: state.advisory ?? null }
  if (kind === 'deprecated') return { kind, reason: state.reason, to: state.successor ?? null }
  if (kind === 'renamed') return { kind, reason: state.reason ?? null, to: state.to }
  return { kind, reason: state.reason }
}

/** Yanks of a package that is gone are gone with it. */
function yankChanges(old: LifecycleState, young: LifecycleState): Said[] {
  if (young.state === 'renamed' || young.state === 'removed') return []
  const before = 'yanked' in old ? (old.yanked ?? {}) : {}
  const after = young.yanked ?? {}
  const yanked = Object.entries(after).flatMap(([version, reason]): Said[] =>
    before[version] === reason ? [] : [{ kind: 'yanked', version, reason }],
  )
  const unyanked = Object.keys(before).flatMap((version): Said[] =>
    version in after ? [] : [{ kind: 'unyanked', version }],
  )
  return [...yanked, ...unyanked]
}
