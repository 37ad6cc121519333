import type { RepositorySettings } from '../../core/doctor/settings.ts'
import { RegistryError } from '../registry/error.ts'
import type { Repository } from '../registry/oci-registry.ts'
import {
  readBypasses,
  readEnvironmentSecrets,
  readEnvironments,
  toRule,
} from './branch-settings.ts'
import { type Github, statusOf } from './client.ts'
import { ADMIN, see, WRITE } from './see.ts'

const ALL = { per_page: 100 }

/**
 * Reads the settings of a repository; nothing is written. What the token may not see is said to be
 * unseen, which is neither right nor wrong.
 *
 * @param artifact the repository of the index artifact, opened without a login
 * @throws where the repository itself cannot be seen, or the token is not valid
 */
export async function readSettings(
  github: Github,
  artifact: Repository,
): Promise<RepositorySettings> {
  const { rest, paginate, at } = github
  const { data: repository } = await rest.repos.get(at)
  const rules = await see('any token', () =>
    paginate(rest.repos.getBranchRules, { ...at, ...ALL, branch: 'main' }),
  )
  const environments = await see('any token', () => readEnvironments(github))
  return {
    name: `${at.owner}/${at.repo}`,
    repository: {
      value: {
        isPublic: !repository.private,
        isArchived: repository.archived,
        defaultBranch: repository.default_branch,
        hasIssues: repository.has_issues,
        mergesBySquash: repository.allow_squash_merge ?? false,
      },
    },
    rules: 'unseen' in rules ? rules : { value: rules.value.map(toRule) },
    bypasses: await readBypasses(github, rules),
    environments,
    pages: await readPages(github),
    actions: await see(ADMIN, async () => {
      const { data } = await rest.actions.getGithubActionsPermissionsRepository(at)
      return {
        isOn: data.enabled,
        allowed: data.allowed_actions ?? 'all',
        pinsDemanded: data.sha_pinning_required ?? false,
      }
    }),
    allowedActions: await readAllowedActions(github),
    token: await see(ADMIN, async () => {
      const { data } = await rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(at)
      return {
        default: data.default_workflow_permissions,
        mayApprove: data.can_approve_pull_request_reviews,
      }
    }),
    variables: await see(WRITE, async () => {
      const all = await paginate(rest.actions.listRepoVariables, { ...at, per_page: 30 })
      return new Map(all.map(({ name, value }) => [name, value]))
    }),
    secrets: await see(WRITE, async () =>
      (await paginate(rest.actions.listRepoSecrets, { ...at, ...ALL })).map(({ name }) => name),
    ),
    environmentSecrets: await readEnvironmentSecrets(github, environments),
    apps: await see('an owner of the organisation', () => readApps(github)),
    workflows: await see('any token', async () => {
      const all = await paginate(rest.actions.listRepoWorkflows, { ...at, ...ALL })
      return new Map(all.map(({ path, state }) => [path, state]))
    }),
    labels: await see('any token', async () =>
      (await paginate(rest.issues.listLabelsForRepo, { ...at, ...ALL })).map(({ name }) => name),
    ),
    issueForms: await readIssueForms(github),
    takesPrivateReports: await see('any token', async () => {
      const { data } = await rest.repos.checkPrivateVulnerabilityReporting(at)
      return data.enabled
    }),
    artifact: await readArtifact(artifact),
  }
}

async function readPages({ rest, at }: Github): Promise<RepositorySettings['pages']> {
  try {
    const { data } = await rest.repos.getPages(at)
    return {
      value: {
        fromWorkflow: data.build_type === 'workflow',
        address: data.html_url ?? null,
        domain: data.cname,
        isDomainVerified: data.protected_domain_state === 'verified',
        demandsHttps: data.https_enforced ?? false,
      },
    }
  } catch (error) {
    if (statusOf(error) === 404) return { value: null }
    return see('any token', () => Promise.reject(error))
  }
}

/** There is a selection only where selected actions are allowed; GitHub answers 409 otherwise. */
async function readAllowedActions({
  rest,
  at,
}: Github): Promise<RepositorySettings['allowedActions']> {
  return see(ADMIN, async () => {
    try {
      const { data } = await rest.actions.getAllowedActionsRepository(at)
      return {
        githubOwned: data.github_owned_allowed ?? false,
        verified: data.verified_allowed ?? false,
        patterns: data.patterns_allowed ?? [],
      }
    } catch (error) {
      if (statusOf(error) === 409) return null
      throw error
    }
  })
}

async function readApps({ rest, paginate, at }: Github) {
  const all = await paginate(rest.orgs.listAppInstallations, { org: at.owner, ...ALL })
  return all.map((one) => ({
    id: one.app_id,
    slug: one.app_slug,
    clientId: one.client_id ?? null,
    permissions: new Map(Object.entries(one.permissions)),
    onAllRepositories: one.repository_selection === 'all',
    isSuspended: one.suspended_at !== null,
  }))
}

async function readIssueForms({ rest, at }: Github): Promise<RepositorySettings['issueForms']> {
  try {
    const { data } = await rest.repos.getContent({
      ...at,
      path: '.github/ISSUE_TEMPLATE',
      ref: 'main',
    })
    return { value: Array.isArray(data) ? data.map(({ name }) => name) : [] }
  } catch (error) {
    if (statusOf(error) === 404) return { value: [] }
    throw error
  }
}

/** As anybody would pull it. GitHub tells strangers neither that a package is private nor that it exists. */
async function readArtifact(repository: Repository): Promise<RepositorySettings['artifact']> {
  try {
    await repository.resolveTag('latest')
    return { value: 'public' }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    if (error.code === 'not-found') return { value: null }
    if (error.code === 'unauthorized' || error.code === 'forbidden') return { value: 'private' }
    return { unseen: error.message.split('\n')[0] ?? error.message }
  } finally {
    await repository.close()
  }
}
