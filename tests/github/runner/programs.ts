import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** What a script cannot know on this machine: arguments more, or a command that goes before. */
export interface Injection {
  args?: readonly string[]
  before?: string
}

/**
 * `node` and `npm` for a runner: the Node that runs the tests, which gives scripts the options that
 * they have for registries and roots of trust of one's own; and an npm that installs the packages of
 * this checkout, if main's lock file is this one's and no settings came in.
 *
 * @param injections by the name of the script as steps write it, such as `scripts/gate.ts`
 */
export function runnerPrograms(injections: Record<string, Injection>): Record<string, string> {
  const cases = Object.entries(injections).map(([script, { args = [], before = ':' }]) => {
    const words = args.map((arg) => ` '${arg}'`).join('')
    return `${script}) ${before}; set -- "$@"${words} ;;\n`
  })
  return {
    node: `#!/bin/sh\ncase "$1" in\n${cases.join('')}esac\nexec '${process.execPath}' "$@"\n`,
    npm: `#!/bin/sh
set -e
if [ "$1" = ci ]; then
  cmp package-lock.json '${ROOT}package-lock.json'
  test ! -e .npmrc
  exec ln -s '${ROOT}node_modules' node_modules
fi
PATH="\${PATH#*:}"
exec npm "$@"
`,
  }
}
