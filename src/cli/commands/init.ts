import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { quote } from '../../core/printable.ts'
import type { CliCommand } from '../command.ts'
import { CannotDo, Refusal } from '../failure.ts'
import { VERSION } from '../version.ts'

interface Flags {
  name?: string
  kind?: string
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        'Begin a repository of packages: a PackageSource, a chart, an ApplicationDefinition, and a\nGitHub workflow that pushes and signs releases without a secret. It validates as it is.',
      )
      .argument('[dir]', 'where: a new folder, or one without these files', '.')
      .option('--name <name>', 'of the PackageSource, such as acme.hello (default: the folder’s)')
      .option('--kind <kind>', 'of the application, such as Hello (default: from the name)')
  },
  examples: [
    ['cozypkg init hello --name acme.hello', 'a new repository in the folder hello'],
    ['cozypkg init', 'in the folder you stand in, with its name'],
  ],
  async run({ terminal }, [dir = '.'], flags) {
    const { createStarter, starterNames } = await import('../../core/starter.ts')
    const name = flags.name ?? basename(resolve(dir)).toLowerCase()
    const names = starterNames(name, flags.kind)
    if (!names) {
      throw new CannotDo(
        `${quote(name)}${flags.kind ? ` with the kind ${quote(flags.kind)}` : ''} cannot be the name of a package\nUse lower-case letters, digits and hyphens, 3 to 63 of them, in labels joined by dots: --name acme.hello; a kind is written as Hello.`,
      )
    }
    const files = createStarter(names, VERSION)
    const taken = [...files.keys()].filter((path) => existsSync(join(dir, path)))
    if (taken.length > 0) {
      throw new Refusal(
        `${dir} holds ${taken.join(', ')} already, and nothing was written\nName another folder, or move them away.`,
      )
    }
    const { replaceFile } = await import('../../io/replace-file.ts')
    for (const [path, text] of files) replaceFile(join(dir, path), text)
    terminal.write(
      `${[...files.keys()].map((path) => `  ${join(dir, path)}\n`).join('')}\nNext:\n  cozypkg validate ${dir}\n  git tag v0.1.0 && git push origin v0.1.0    .github/workflows/release.yaml pushes and signs it\n  cozypkg submit oci://ghcr.io/<owner>/<repository>:v0.1.0 --name ${names.name}\n`,
    )
    return 0
  },
}
