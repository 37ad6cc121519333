import type { CommandPlace } from './command.ts'

/** Every command, in the order of `cozypkg --help`. */
export const COMMANDS: readonly CommandPlace[] = [
  {
    name: 'search',
    summary: 'find packages in the index',
    load: () => import('./commands/search.ts'),
  },
]
