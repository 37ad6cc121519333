/** Texts by their paths in the index; of an entry the part that matters, the rest being in order. */
export type ExampleFiles = Readonly<Record<string, string>>

/**
 * What a rule objects to, and what it lets pass: files, which a test holds against the rule, or
 * words where no file of the index shows it.
 */
export interface RuleExample {
  refused: ExampleFiles | string
  passes: ExampleFiles | string
}

/** An example within the entry of acme.hello. */
export function inEntry(refused: string, passes: string): RuleExample {
  const path = 'packages/acme.hello.yaml'
  return { refused: { [path]: refused }, passes: { [path]: passes } }
}

/** An example within its overview. */
export function inOverview(refused: string, passes: string): RuleExample {
  const path = 'packages/acme.hello.md'
  return { refused: { [path]: refused }, passes: { [path]: passes } }
}

/** An example of a name, which the file has, too. */
export function asName(refused: string, passes: string): RuleExample {
  const entry = (name: string) => ({ [`packages/${name}.yaml`]: `name: ${name}` })
  return { refused: entry(refused), passes: entry(passes) }
}
