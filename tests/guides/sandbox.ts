import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { writeFiles } from '../../src/io/output-folder.ts'
import { type Block, filesOf, ROOT } from '../docs/guide-files.ts'
import type { StandIns } from './stand-ins.ts'

/** What a reader of a guide has: a checkout of the index, a repository of their own, a login. */
export interface Sandbox {
  /** Writes a block that is the text of a file. */
  write(block: Block): void
  /** Runs a block as it stands; says what it printed and how it ended. */
  run(block: Block): { output: string; exit: number | null }
  remove(): void
}

const NOT_COPIED = new Set(['node_modules', 'dist', '.build', '.git', '.astro', 'tests'])

/**
 * Makes a sandbox. Nothing in it leaves this machine: `npm run inspect` and `refresh` ask registries
 * that stand in for those that guides name, and `git push` reaches a repository in the sandbox.
 *
 * @param isListed whether acme.hello is listed and recorded already, as after the first guide
 */
export function createSandbox(standIns: StandIns, isListed: boolean): Sandbox {
  const root = mkdtempSync(join(tmpdir(), 'packages-index-guide-'))
  const checkout = join(root, 'packages-index')
  cpSync(ROOT, checkout, {
    recursive: true,
    filter: (path) => dirname(path) !== ROOT.replace(/\/$/, '') || !NOT_COPIED.has(basename(path)),
  })
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  for (const folder of ['packages', 'releases', 'icons']) {
    rmSync(join(checkout, 'index', folder), { recursive: true, force: true })
  }
  const env = environment(root, standIns)
  const shell = (folder: string, command: string) =>
    spawnSync('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${command}`], {
      cwd: join(root, folder),
      encoding: 'utf8',
      env,
    })
  const must = (folder: string, command: string) => {
    const { status, stdout } = shell(folder, command)
    if (status !== 0) throw new Error(`${command} failed in the sandbox:\n${stdout}`)
  }
  mkdirSync(join(root, 'hello'))
  mkdirSync(join(root, 'fleet'))
  mkdirSync(join(root, 'tmp'))
  must('.', 'git init --quiet --bare origin.git')
  must('hello', 'git init --quiet --initial-branch=main && git remote add origin ../origin.git')
  if (isListed) {
    const path = 'index/packages/acme.hello.yaml'
    const entry = filesOf('publish', 'packages-index')[path] ?? ''
    // A refresh would ask the homepage, which is not ours to stand in for.
    writeFiles(checkout, new Map([[path, entry.replace(/^homepage: .*\n/m, '')]]))
    must('packages-index', 'npm run refresh')
  }
  must('packages-index', 'git init --quiet --initial-branch=main && git add --all')
  must('packages-index', 'git commit --quiet --message "Begin"')
  return {
    write: ({ folder, file, text }) =>
      writeFiles(join(root, folder), new Map([[file ?? '', text]])),
    run({ folder, text }) {
      const { status, stdout } = shell(folder, text)
      return { output: standIns.unmask(stdout), exit: status }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/**
 * The environment of a shell in which npm is silent, and scripts ask the stand-ins. The private
 * registry is asked with an index of one's own alone, because that is what allows it in earnest.
 */
function environment(root: string, standIns: StandIns): NodeJS.ProcessEnv {
  const bin = join(root, 'bin')
  const npm = spawnSync('bash', ['-c', 'command -v npm'], { encoding: 'utf8' }).stdout.trim()
  const script = `#!/bin/sh
case " $* " in *" inspect "*|*" refresh "*) ;; *) exec ${npm} "$@" ;; esac
case " $* " in *" -- "*) ;; *) set -- "$@" -- ;; esac
case " $* " in
  *" --index "*) exec ${npm} "$@" ${standIns.publicOptions} ${standIns.privateOptions} ;;
  *) exec ${npm} "$@" ${standIns.publicOptions} ;;
esac
`
  writeFiles(
    root,
    new Map([
      ['bin/npm', script],
      ['home/.docker/config.json', standIns.dockerConfig],
    ]),
  )
  chmodSync(join(bin, 'npm'), 0o755)
  const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...inherited } = process.env
  const kept = Object.entries(inherited).filter(([name]) => !name.startsWith('GIT_'))
  return {
    ...Object.fromEntries(kept),
    HOME: join(root, 'home'),
    TMPDIR: join(root, 'tmp'),
    DOCKER_CONFIG: join(root, 'home/.docker'),
    PATH: `${bin}:${process.env['PATH']}`,
    NO_COLOR: '1',
    NPM_CONFIG_LOGLEVEL: 'silent',
    GIT_AUTHOR_NAME: 'Jane Doe',
    GIT_AUTHOR_EMAIL: 'jane@acme.example',
    GIT_COMMITTER_NAME: 'Jane Doe',
    GIT_COMMITTER_EMAIL: 'jane@acme.example',
  }
}
