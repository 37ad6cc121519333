import type { CommandPlace } from './command.ts'

/** Every command, in the order of `cozypkg --help`. */
export const COMMANDS: readonly CommandPlace[] = [
  {
    name: 'search',
    summary: 'find packages in the index',
    load: () => import('./commands/search.ts'),
  },
  {
    name: 'info',
    summary: 'show all that the index knows of a package',
    load: () => import('./commands/info.ts'),
  },
  {
    name: 'init',
    summary: 'begin a repository of packages',
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'validate',
    summary: 'look into a repository or an artifact as the index does',
    load: () => import('./commands/validate.ts'),
  },
]
