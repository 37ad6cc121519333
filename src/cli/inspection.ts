import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PolicySchema } from '../core/schemas/policy.ts'
import { createValidator } from '../io/manifest-schemas.ts'
import type { Cli } from './command.ts'
import { CannotDo } from './failure.ts'

/** What looking into an artifact needs, where no index says otherwise. */
export function inspectionServices(cli: Cli, helmLint: string | true | undefined) {
  return {
    policy: PolicySchema.parse({}),
    validate: createValidator(),
    helm: helmLint === undefined ? null : findHelm(helmLint === true ? 'helm' : helmLint, cli),
    now: cli
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
  }
}

function findHelm(name: string, { env }: Cli): string {
  const folders = name.includes('/') ? [''] : (env['PATH'] ?? '').split(delimiter)
  const names = process.platform === 'win32' ? [`${name}.exe`, name] : [name]
  const paths = folders.flatMap((folder) => names.map((one) => join(folder, one)))
  const found = paths.find(isExecutable)
  if (found) return found
  throw new CannotDo(
    `--helm-lint needs helm, and there is no ${name}\nInstall helm, or name its path: --helm-lint /path/to/helm`,
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
