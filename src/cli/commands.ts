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
    name: 'list',
    summary: 'list the taps and packages of a cluster',
    load: () => import('./commands/list.ts'),
  },
  {
    name: 'tap',
    summary: 'register a repository of packages on a cluster',
    load: () => import('./commands/tap.ts'),
  },
  {
    name: 'untap',
    summary: 'remove a tapped repository from a cluster',
    load: () => import('./commands/untap.ts'),
  },
  {
    name: 'add',
    summary: 'install packages, and what they depend on',
    load: () => import('./commands/add.ts'),
  },
  {
    name: 'del',
    summary: 'delete installed packages',
    load: () => import('./commands/del.ts'),
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
  {
    name: 'push',
    summary: 'pack, validate and push a repository, and sign it',
    load: () => import('./commands/push.ts'),
  },
  {
    name: 'submit',
    summary: 'propose a pushed release to the index',
    load: () => import('./commands/submit.ts'),
  },
  {
    name: 'index',
    summary: 'copy an index for clusters without a way out',
    load: () => import('./commands/index.ts'),
  },
  {
    name: 'completion',
    summary: 'print a script that completes commands in a shell',
    load: () => import('./commands/completion.ts'),
  },
]
