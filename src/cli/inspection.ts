import { toMoment } from '../core/moment.ts'
import { PolicySchema } from '../core/schemas/policy.ts'
import { findProgram } from '../io/find-program.ts'
import { createValidator } from '../io/manifest-schemas.ts'
import type { Cli } from './command.ts'
import { CannotDo } from './failure.ts'

/** What looking into an artifact needs, where no index says otherwise. */
export function inspectionServices(cli: Cli, helmLint: string | true | undefined) {
  return {
    policy: PolicySchema.parse({}),
    validate: createValidator(),
    helm: helmLint === undefined ? null : findHelm(helmLint === true ? 'helm' : helmLint, cli),
    now: toMoment(cli.now()),
  }
}

function findHelm(name: string, { env }: Cli): string {
  const names = process.platform === 'win32' ? [`${name}.exe`, name] : [name]
  const found = findProgram(names, env)
  if (found) return found
  throw new CannotDo(
    `--helm-lint needs helm, and there is no ${name}\nInstall helm, or name its path: --helm-lint /path/to/helm`,
  )
}
