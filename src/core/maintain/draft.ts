import type { Index } from '../index-model.ts'
import { nearestNames } from '../names.ts'
import { quote } from '../printable.ts'
import { LifecycleSchema, type LifecycleState } from '../schemas/lifecycle.ts'
import { editKey, UnreadableYaml, type Value } from './edit-yaml.ts'

/** Why an edit is not made; nothing was written. */
export class Refusal extends Error {
  readonly fix: string

  constructor(message: string, fix: string) {
    super(message)
    this.fix = fix
  }
}

/** The texts that edits leave in an index folder, by path; null where the file goes. */
export type Edits = ReadonlyMap<string, string | null>

/** Edits of an index that are not written yet, and what its maintainer should know of them. */
export class Draft {
  readonly index: Index
  readonly notes: string[] = []
  readonly #texts = new Map<string, string | null>()

  constructor(index: Index) {
    this.index = index
  }

  /** What differs from the index as it is. */
  get edits(): Edits {
    return new Map([...this.#texts].filter(([path, text]) => text !== this.#original(path)))
  }

  has(path: string): boolean {
    return this.index.files.some((file) => file.path === path)
  }

  text(path: string): string | null {
    return this.#texts.has(path) ? (this.#texts.get(path) ?? null) : this.#original(path)
  }

  /** Sets what stands under a key at the top of a YAML file; undefined takes it away. */
  setKey(path: string, key: string, value: Value | undefined): void {
    try {
      this.#texts.set(path, editKey(this.text(path) ?? '', key, value))
    } catch (error) {
      if (!(error instanceof UnreadableYaml)) throw error
      throw new Refusal(`${path} cannot be read: ${error.message}`, 'Mend it by hand first.')
    }
  }

  /** Moves a file as it is, where there is one. */
  move(from: string, to: string): void {
    const text = this.text(from)
    if (text === null) return
    this.#texts.set(to, text)
    this.#texts.set(from, null)
  }

  delete(path: string): void {
    if (this.text(path) !== null || this.has(path)) this.#texts.set(path, null)
  }

  /**
   * What the lifecycle says of a package as it stands in the file, also where the rest of the file
   * breaks its schema.
   */
  stateOf(name: string): LifecycleState | undefined {
    const raw = this.index.lifecycleDocument?.raw
    if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, name)) return undefined
    const state = (raw as Record<string, unknown>)[name]
    return LifecycleSchema.safeParse({ [name]: state }).data?.[name]
  }

  /** Sets what the lifecycle says of a package; a package that is simply active is not in it. */
  setState(name: string, state: LifecycleState): void {
    const isPlain = state.state === 'active' && Object.keys(state.yanked ?? {}).length === 0
    const { yanked, ...rest } = { yanked: undefined, ...state }
    const isEmpty = !yanked || Object.keys(yanked).length === 0
    const fields = { ...rest, ...(isEmpty ? {} : { yanked }) } as Value
    this.setKey('lifecycle.yaml', name, isPlain ? undefined : fields)
  }

  /** @throws Refusal with the nearest names where no such package is listed */
  demandListed(name: string): void {
    if (this.has(entryPath(name))) return
    const state = this.stateOf(name)
    if (state?.state === 'renamed') {
      throw new Refusal(`${name} is renamed to ${state.to}`, `Name ${state.to} instead.`)
    }
    if (state?.state === 'removed') {
      throw new Refusal(`${name} is removed`, 'A tombstone stays as it is for ever.')
    }
    const near = nearestNames(name, [...this.index.entries.keys()])
    throw new Refusal(
      `there is no package ${quote(name)}`,
      near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Names are those in packages/.',
    )
  }

  /** @throws Refusal where a file is there that cannot be edited as text */
  #original(path: string): string | null {
    const document = this.index.documents.find((one) => one.path === path)
    if (document) return document.text
    const file = this.index.files.find((one) => one.path === path)
    if (!file) return null
    throw new Refusal(
      `${path} is no text file that could be edited`,
      'Restore it from git first: npm run check says what is wrong with it.',
    )
  }
}

export function entryPath(name: string): string {
  return `packages/${name}.yaml`
}

export function overviewPath(name: string): string {
  return `packages/${name}.md`
}
