import { execFileSync, spawnSync } from 'node:child_process'

export interface Account {
  login: string
  id: number
  type: 'User' | 'Bot' | 'Organization'
}

export interface Comment {
  id: number
  body: string
  user: Account
}

export interface Pull {
  headRef: string
  /** The fork's owner, or the repository's. */
  headOwner: Account
  baseRef: string
  draft: boolean
  mergedAt: string | null
  mergeCommit: string | null
}

/** An issue, or a pull request: they share their numbers. */
export interface Issue {
  number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  user: Account
  labels: string[]
  comments: Comment[]
  pull: Pull | null
  updatedAt: string
}

export interface CheckRun {
  id: number
  name: string
  headSha: string
  status: string
  conclusion: string | null
  externalId: string
  output: { title: string | null; summary: string | null; text: string | null }
  app: string
}

/** What GitHub would hold of one repository; branches and merges are those of a real git repository. */
export class GithubState {
  readonly owner: Account = { login: 'cozystack', id: 9001, type: 'Organization' }
  readonly repo = 'packages-index'
  readonly app = { slug: 'packages-index-app', id: 77, bot: 424242 }
  readonly git: string
  readonly accounts = new Map<string, Account>()
  readonly tokens = new Map<string, Account>()
  readonly issues = new Map<number, Issue>()
  readonly labels = new Set<string>()
  readonly checks: CheckRun[] = []
  readonly enabledWorkflows: string[] = []
  /** Of every change: tests of idempotency count them. */
  readonly writes: string[] = []
  now = '2026-11-01T12:00:00Z'
  #lastId = 1000

  /** @param git a bare repository */
  constructor(git: string) {
    this.git = git
    this.addAccount(this.owner)
    const bot = this.addAccount({ login: `${this.app.slug}[bot]`, id: this.app.bot, type: 'Bot' })
    this.tokens.set('app-token', bot)
  }

  addAccount(account: Account): Account {
    this.accounts.set(account.login, account)
    return account
  }

  nextId(): number {
    this.#lastId++
    return this.#lastId
  }

  /** A pull request whose head is a commit of the repository's objects, as GitHub keeps it of a fork. */
  openPull(number: number, head: string, { login = 'jane', id = 5001, draft = false } = {}): Issue {
    const user = this.addAccount({ login, id, type: 'User' })
    const pull: Pull = {
      headRef: 'patch-1',
      headOwner: user,
      baseRef: 'main',
      draft,
      mergedAt: null,
      mergeCommit: null,
    }
    const issue = this.addIssue(number, 'A pull request', null, user, pull)
    this.run('update-ref', `refs/pull/${number}/head`, head)
    return issue
  }

  addIssue(
    number: number,
    title: string,
    body: string | null,
    user: Account,
    pull: Pull | null,
  ): Issue {
    const issue: Issue = {
      number,
      title,
      body,
      state: 'open',
      user,
      labels: [],
      comments: [],
      pull,
      updatedAt: this.now,
    }
    this.issues.set(number, issue)
    return issue
  }

  nextNumber(): number {
    return Math.max(0, ...this.issues.keys()) + 1
  }

  /** Of a branch of its own as the branch is, of a fork as it was pushed last. */
  headOf({ number, pull }: Issue): string {
    const isOwn = pull?.headOwner.id === this.owner.id
    const ref = isOwn ? `refs/heads/${pull.headRef}` : `refs/pull/${number}/head`
    return this.revision(ref) ?? '0'.repeat(40)
  }

  revision(name: string): string | null {
    const result = spawnSync('git', ['-C', this.git, 'rev-parse', '--verify', '-q', `${name}^0`], {
      encoding: 'utf8',
    })
    return result.status === 0 ? result.stdout.trim() : null
  }

  run(...args: string[]): string {
    return execFileSync('git', ['-C', this.git, ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: 'GitHub',
        GIT_AUTHOR_EMAIL: 'noreply@github.com',
        GIT_COMMITTER_NAME: 'GitHub',
        GIT_COMMITTER_EMAIL: 'noreply@github.com',
        GIT_AUTHOR_DATE: this.now,
        GIT_COMMITTER_DATE: this.now,
      },
    })
  }

  /** Squashes a pull request onto its base; null where the two conflict. */
  squash(issue: Issue, title: string): string | null {
    const base = `refs/heads/${issue.pull?.baseRef}`
    const merged = spawnSync(
      'git',
      ['-C', this.git, 'merge-tree', '--write-tree', base, this.headOf(issue)],
      { encoding: 'utf8' },
    )
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
