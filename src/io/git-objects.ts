import { isUtf8 } from 'node:buffer'
import { devNull } from 'node:os'
import type { Branch, TreeChange, TreeSide } from '../core/gate/branch.ts'
import { quote } from '../core/printable.ts'
import { askGit, type GitAnswer } from './git.ts'

export interface GitBlob {
  size: number
  /** Null where it is larger than was asked for. */
  bytes: Uint8Array | null
}

const NOTHING = /^0+$/

const REMEDY =
  'Look what is wrong with git fsck, or clone it anew into a folder that may be written to.'

/**
 * Reads a repository from its objects alone: no work tree, no index file, no hook, no filter, no
 * attributes, so that nothing of a stranger's branch is ever checked out, and nothing that is
 * checked out has a say. Merging writes the merged objects into the repository, as a fetch does.
 */
export class GitObjects {
  readonly dir: string
  readonly #gitDir: string
  readonly #blobs = new Map<string, GitBlob>()

  /** @throws where there is no repository, no git, or only a part of the history */
  constructor(dir: string) {
    this.dir = dir
    const asked = askGit(dir, ['rev-parse', '--is-shallow-repository', '--absolute-git-dir'])
    if (!asked) throw new Error('git is not installed: install it and run again')
    if (asked.status !== 0) {
      throw new Error(`${dir} is no git repository that can be read: ${asked.stderr.trim()}`)
    }
    const [isShallow = '', ...gitDir] = asked.stdout.toString().trimEnd().split('\n')
    this.#gitDir = gitDir.join('\n')
    if (isShallow === 'true') {
      throw new Error(
        `${dir} is a shallow clone, whose history does not say what a branch changes\nRun git fetch --unshallow.`,
      )
    }
  }

  /** @throws where the repository has no such commit */
  resolve(revision: string): string {
    const answer = this.#ask([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    ])
    if (answer.status === 0) return answer.stdout.toString().trim()
    throw new Error(
      `there is no commit ${quote(revision)} in ${this.dir}\nFetch it first, as with git fetch origin refs/pull/1/head.`,
    )
  }

  /** What merging `head` would do to `base`, and the tree that would come of it. */
  compare(base: string, head: string): Branch & { merged: string | null } {
    const common = this.#ask(['merge-base', base, head])
    const mergeBase = common.status === 0 ? common.stdout.toString().trim() : null
    if (!mergeBase) return { base, head, mergeBase, changes: [], conflicts: [], merged: null }
    const answer = this.#ask([
      // As GitHub merges, whatever the configuration of this machine.
      ...['-c', 'merge.renames=true', '-c', 'merge.directoryRenames=conflict'],
      ...['-c', 'merge.renormalize=false', '-c', 'diff.renames=true', '-c', 'merge.default=text'],
      ...['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', base, head],
    ])
    if (answer.status > 1) this.#fail('merge', answer)
    const [merged = '', ...conflicts] = split(answer.stdout)
    if (answer.status === 1) {
      const changes = this.#diff(mergeBase, head)
      return { base, head, mergeBase, changes, conflicts, merged: null }
    }
    return { base, head, mergeBase, changes: this.#diff(base, merged), conflicts: null, merged }
  }

  #diff(before: string, after: string): TreeChange[] {
    const answer = this.#ask([
      ...[
        'diff-tree',
        '-r',
        '-z',
        '--raw',
        '--no-renames',
        '--no-relative',
        '--full-index',
        '--no-abbrev',
      ],
      ...['--ignore-submodules=none', before, after],
    ])
    if (answer.status !== 0) this.#fail('compare', answer)
    const tokens = split(answer.stdout)
    const changes: TreeChange[] = []
    for (let at = 0; at + 1 < tokens.length; at += 2) {
      const [beforeMode = '', mode = '', beforeId = '', id = ''] = (tokens[at] ?? '')
        .slice(1)
        .split(' ')
      changes.push({
        path: tokens[at + 1] ?? '',
        before: toSide(beforeMode, beforeId),
        after: toSide(mode, id),
      })
    }
    return changes
  }

  /** Every path of a folder of a tree, without the folder's name in front. */
  list(tree: string, folder: string): Map<string, TreeSide> {
    const answer = this.#ask(['ls-tree', '-r', '-z', '--full-tree', tree, '--', folder])
    if (answer.status !== 0) this.#fail('list', answer)
    const sides = new Map<string, TreeSide>()
    for (const line of split(answer.stdout)) {
      const tab = line.indexOf('\t')
      const [mode = '', , id = ''] = line.slice(0, tab).split(' ')
      if (line.startsWith(`${folder}/`, tab + 1)) {
        sides.set(line.slice(tab + 2 + folder.length), { mode, id })
      }
    }
    return sides
  }

  /** Reads blobs of at most so many bytes; of larger ones and of submodules only what is known. */
  read(wanted: readonly { id: string; limit: number }[]): (id: string) => GitBlob | null {
    const ids = [...new Set(wanted.map(({ id }) => id))].filter((id) => !this.#blobs.has(id))
    for (const [id, size] of this.#sizes(ids)) this.#blobs.set(id, { size, bytes: null })
    const readable = wanted.flatMap(({ id, limit }) => {
      const blob = this.#blobs.get(id)
      return blob && !blob.bytes && blob.size <= limit ? [id] : []
    })
    this.#contents([...new Set(readable)])
    return (id) => this.#blobs.get(id) ?? null
  }

  #sizes(ids: readonly string[]): [id: string, size: number][] {
    if (ids.length === 0) return []
    const answer = this.#ask(['cat-file', '--batch-check', '--buffer'], `${ids.join('\n')}\n`)
    if (answer.status !== 0) this.#fail('read', answer)
    return answer.stdout
      .toString()
      .split('\n')
      .flatMap((line): [string, number][] => {
        const [id = '', type, size] = line.split(' ')
        // What is not there must not pass for a file that nobody can read.
        if (type === 'missing') throw new Error(`${this.dir} lacks the object ${id}\n${REMEDY}`)
        return type === 'blob' ? [[id, Number(size)]] : []
      })
  }

  #contents(ids: readonly string[]): void {
    if (ids.length === 0) return
    const answer = this.#ask(['cat-file', '--batch', '--buffer'], `${ids.join('\n')}\n`)
    if (answer.status !== 0) this.#fail('read', answer)
    let at = 0
    for (const id of ids) {
      const size = this.#blobs.get(id)?.size ?? 0
      const start = answer.stdout.indexOf(0x0a, at) + 1
      this.#blobs.set(id, { size, bytes: answer.stdout.subarray(start, start + size) })
      at = start + size + 1
    }
  }

  /** The paths below a folder whose text holds one of these, without the folder's name in front. */
  search(tree: string, folder: string, texts: readonly string[]): string[] {
    if (texts.length === 0) return []
    const answer = this.#ask(
      [
        ...['grep', '-l', '-z', '-F', '--full-name', '--no-recurse-submodules', '--no-color'],
        ...['-f', '-', tree, '--', `:(top)${folder}`],
      ],
      texts.map((text) => `${text}\n`).join(''),
    )
    if (answer.status > 1) this.#fail('search', answer)
    const prefix = `${tree}:${folder}/`
    return split(answer.stdout).map((line) => line.slice(prefix.length))
  }

  #ask(args: string[], input?: string): GitAnswer {
    // A .gitattributes that is checked out would choose how files are merged; no tree is called `.`.
    const attributes = ['-c', 'attr.tree=.', '-c', `core.attributesFile=${devNull}`]
    const answer = askGit(this.#gitDir, ['--bare', ...attributes, ...args], input)
    if (!answer) throw new Error('git is not installed: install it and run again')
    return answer
  }

  #fail(what: string, { stderr }: GitAnswer): never {
    throw new Error(`git cannot ${what} in ${this.dir}: ${stderr.trim()}\n${REMEDY}`)
  }
}

function split(output: Buffer): string[] {
  const tokens = (isUtf8(output) ? output.toString() : showBytes(output)).split('\0')
  return tokens.at(-1) === '' ? tokens.slice(0, -1) : tokens
}

/** Git's paths are bytes: two that are no UTF-8 must not become one. */
function showBytes(output: Buffer): string {
  return output.toString('latin1').replace(/[\x80-\xff]+/g, (high) => {
    const bytes = Buffer.from(high, 'latin1')
    return isUtf8(bytes) ? bytes.toString() : `\\x${bytes.toString('hex')}`
  })
}

function toSide(mode: string, id: string): TreeSide | null {
  return NOTHING.test(id) && NOTHING.test(mode) ? null : { mode, id }
}
