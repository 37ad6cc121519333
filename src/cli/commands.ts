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
]
