/** A setting as GitHub shows it, or why it does not: unknown is neither right nor wrong. */
export type Seen<T> = { value: T } | { unseen: string }

/** The settings of a repository that its workflows rely on, as far as they could be seen. */
export interface RepositorySettings {
  /** `owner/name`. */
  name: string
  repository: Seen<{
    isPublic: boolean
    isArchived: boolean
    defaultBranch: string
    hasIssues: boolean
    mergesBySquash: boolean
  }>
  /** What applies to main. */
  rules: Seen<readonly BranchRule[]>
  /** Who may pass over the rulesets that apply to main. */
  bypasses: Seen<readonly { ruleset: string; actor: string; id: number | null }[]>
  environments: Seen<readonly Environment[]>
  /** Null where Pages are off. */
  pages: Seen<Pages | null>
  actions: Seen<{ isOn: boolean; allowed: string; pinsDemanded: boolean }>
  /** What `selected` means; null where something else is allowed. */
  allowedActions: Seen<{ githubOwned: boolean; verified: boolean; patterns: string[] } | null>
  token: Seen<{ default: string; mayApprove: boolean }>
  variables: Seen<ReadonlyMap<string, string>>
  /** Names only, of the repository. */
  secrets: Seen<readonly string[]>
  /** Names only, by environment. */
  environmentSecrets: Seen<ReadonlyMap<string, readonly string[]>>
  apps: Seen<readonly InstalledApp[]>
  workflows: Seen<ReadonlyMap<string, string>>
  labels: Seen<readonly string[]>
  issueForms: Seen<readonly string[]>
  takesPrivateReports: Seen<boolean>
  /** Whether anybody can pull the index artifact; null where there is none yet. */
  artifact: Seen<'public' | 'private' | null>
}

export interface BranchRule {
  type: string
  /** Of `required_status_checks`: the checks, with the app each must come from. */
  checks: readonly { name: string; app: number | null }[]
}

export interface Environment {
  name: string
  /** The branches that may use it; null where any may. */
  branches: readonly string[] | null
  /** Reviewers or a wait, which would hold up every run. */
  holdsUp: boolean
}

export interface Pages {
  fromWorkflow: boolean
  address: string | null
  domain: string | null
  isDomainVerified: boolean
  demandsHttps: boolean
}

export interface InstalledApp {
  id: number
  slug: string
  clientId: string | null
  permissions: ReadonlyMap<string, string>
  onAllRepositories: boolean
  isSuspended: boolean
}
