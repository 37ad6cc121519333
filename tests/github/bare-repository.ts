import { execFileSync, spawnSync } from 'node:child_process'

export interface Person {
  name: string
  email: string
}

const GITHUB: Person = { name: 'GitHub', email: 'noreply@github.com' }

/** A bare git repository, as GitHub keeps one for an index and one for each of its forks. */
export class BareRepository {
  readonly git: string
  readonly #now: () => string

  /** @param now the date of what is committed */
  constructor(git: string, now: () => string) {
    this.git = git
    this.#now = now
  }

  revision(name: string): string | null {
    const result = spawnSync('git', ['-C', this.git, 'rev-parse', '--verify', '-q', `${name}^0`], {
      encoding: 'utf8',
    })
    return result.status === 0 ? result.stdout.trim() : null
  }

  /** Whether there is an object of this kind under a full hash. */
  has(sha: string, kind: 'commit' | 'tree'): boolean {
    const { status } = spawnSync('git', ['-C', this.git, 'cat-file', '-e', `${sha}^{${kind}}`])
    return status === 0
  }

  run(...args: string[]): string {
    return this.runAs(GITHUB, GITHUB, ...args)
  }

  runAs(author: Person, committer: Person, ...args: string[]): string {
    return execFileSync('git', ['-C', this.git, ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_COMMITTER_NAME: committer.name,
        GIT_COMMITTER_EMAIL: committer.email,
        GIT_AUTHOR_DATE: this.#now(),
        GIT_COMMITTER_DATE: this.#now(),
      },
    })
  }

  /** Squashes a commit onto a branch; null where the two conflict. */
  squash(base: string, head: string, title: string): string | null {
    const merged = spawnSync('git', ['-C', this.git, 'merge-tree', '--write-tree', base, head], {
      encoding: 'utf8',
    })
    if (merged.status !== 0) return null
    const tree = merged.stdout.trim()
    const commit = this.run('commit-tree', tree, '-p', base, '-m', title).trim()
    this.run('update-ref', base, commit)
    return commit
  }

  /** A tree with some files of another content. */
  writeTree(base: string, items: { path: string; mode: string; content: string }[]): string {
    const index = `${this.git}/index-${process.pid}`
    const env = { ...process.env, GIT_INDEX_FILE: index }
    const git = (args: string[], input?: string) =>
      execFileSync('git', ['-C', this.git, ...args], { env, encoding: 'utf8', input }).trim()
    git(['read-tree', base])
    for (const { path, mode, content } of items) {
      const blob = git(['hash-object', '-w', '--stdin'], content)
      git(['update-index', '--add', '--cacheinfo', `${mode},${blob},${path}`])
    }
    return git(['write-tree'])
  }
}
