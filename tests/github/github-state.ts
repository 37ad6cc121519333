import { dirname, join } from 'node:path'
import { BareRepository } from './bare-repository.ts'

export interface Account {
  login: string
  id: number
  type: 'User' | 'Bot' | 'Organization'
  /** As in a profile; most keep their address to themselves. */
  name?: string | null
  email?: string | null
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

/** What GitHub would hold of one repository and its forks; their branches are those of real git repositories. */
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
  /** The state of each workflow, by the name of its file. */
  readonly workflows = new Map<string, 'active' | 'disabled_inactivity' | 'disabled_manually'>()
  readonly enabledWorkflows: string[] = []
  /** What a token of the App may do; one that stands here not at all may do everything. */
  readonly permissions = new Map<string, Record<string, string>>()
  /** Who besides the App may push to the index, by login. */
  readonly writers = new Set<string>()
  /** Of every change: tests of idempotency count them. */
  readonly writes: string[] = []
  now = '2026-11-01T12:00:00Z'
  readonly #upstream: BareRepository
  readonly #forks = new Map<string, BareRepository>()
  #lastId = 1000

  /** @param git a bare repository */
  constructor(git: string) {
    this.git = git
    this.#upstream = new BareRepository(git, () => this.now)
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

  /** Whose a repository is decides which it is: the index itself, or somebody's fork of it. */
  repositoryOf(owner: string): BareRepository | null {
    return owner === this.owner.login ? this.#upstream : (this.#forks.get(owner) ?? null)
  }

  /** Makes a fork with the default branch alone, unless there is one. */
  fork(owner: string): void {
    if (this.#forks.has(owner)) return
    const git = join(dirname(this.git), `${owner}.git`)
    const only = ['--single-branch', '--branch', 'main', '--no-tags']
    // Forks share no objects here: of what came later, a fork knows nothing until it is synchronised.
    this.run('clone', '--quiet', '--bare', '--no-local', ...only, this.git, git)
    this.#forks.set(owner, new BareRepository(git, () => this.now))
  }

  /** Fast-forwards a branch of a fork; false where it has gone another way. */
  syncFork(owner: string, branch: string): boolean {
    const fork = this.repositoryOf(owner)
    if (!fork) throw new Error(`${owner} has no fork`)
    try {
      fork.run('fetch', '--quiet', this.git, `refs/heads/${branch}:refs/heads/${branch}`)
      return true
    } catch {
      return false
    }
  }

  /** Whether somebody may push to a repository: their own, or as App and maintainers to the index. */
  mayPush({ login, id }: Account, owner: string): boolean {
    return (
      login === owner ||
      (owner === this.owner.login && (id === this.app.bot || this.writers.has(login)))
    )
  }

  /**
   * Brings the open pull requests of a branch to where it is now. One that would change nothing any
   * more is closed: so does GitHub with a branch that is set back to its base, however briefly.
   */
  followBranch(owner: string, branch: string): void {
    for (const issue of this.issues.values()) {
      const { number, state, pull } = issue
      if (state !== 'open' || pull?.headOwner.login !== owner || pull.headRef !== branch) continue
      this.fetchHead(issue)
      const news = this.run(
        'rev-list',
        '--count',
        `refs/heads/${pull.baseRef}..refs/pull/${number}/head`,
      )
      if (Number(news) === 0) issue.state = 'closed'
    }
  }

  /** Takes the head of a pull request over into the index's repository. */
  fetchHead({ number, pull }: Issue): void {
    const from = this.repositoryOf(pull?.headOwner.login ?? '')
    if (!from || !pull) return
    this.run('fetch', '--quiet', from.git, `+refs/heads/${pull.headRef}:refs/pull/${number}/head`)
  }

  /** Of a branch of its own as the branch is, of a fork as it was pushed last. */
  headOf({ number, pull }: Issue): string {
    const isOwn = pull?.headOwner.id === this.owner.id
    const ref = isOwn ? `refs/heads/${pull.headRef}` : `refs/pull/${number}/head`
    return this.revision(ref) ?? '0'.repeat(40)
  }

  revision(name: string): string | null {
    return this.#upstream.revision(name)
  }

  run(...args: string[]): string {
    return this.#upstream.run(...args)
  }

  /** Squashes a pull request onto its base; null where the two conflict. */
  squash(issue: Issue, title: string): string | null {
    return this.#upstream.squash(`refs/heads/${issue.pull?.baseRef}`, this.headOf(issue), title)
  }
}
