import type {
  BranchRule,
  Environment,
  RepositorySettings,
  Seen,
} from '../../core/doctor/settings.ts'
import type { Github } from './client.ts'
import { ADMIN, see, WRITE } from './see.ts'

const ALL = { per_page: 100 }

type ListedRule = Awaited<ReturnType<Github['rest']['repos']['getBranchRules']>>['data'][number]

/** A rule, with the checks that it requires. */
export function toRule(rule: ListedRule): BranchRule {
  const required =
    rule.type === 'required_status_checks' ? (rule.parameters?.required_status_checks ?? []) : []
  return {
    type: rule.type,
    checks: required.map(({ context, integration_id }) => ({
      name: context,
      app: integration_id ?? null,
    })),
  }
}

/** Shown only to those who may change a ruleset; its absence says nothing. */
export async function readBypasses(
  { rest, at }: Github,
  rules: Seen<readonly ListedRule[]>,
): Promise<RepositorySettings['bypasses']> {
  if ('unseen' in rules) return rules
  const ids = new Set(rules.value.flatMap(({ ruleset_id: id }) => (id ? [id] : [])))
  const all: { ruleset: string; actor: string; id: number | null }[] = []
  for (const id of ids) {
    const read = await see(ADMIN, () => rest.repos.getRepoRuleset({ ...at, ruleset_id: id }))
    if ('unseen' in read) return read
    const { name, bypass_actors: actors } = read.value.data
    if (!actors) return { unseen: `GitHub shows who may pass over "${name}" to ${ADMIN}` }
    for (const actor of actors) {
      all.push({ ruleset: name, actor: actor.actor_type, id: actor.actor_id ?? null })
    }
  }
  return { value: all }
}

/** Environments, with the branches that may use each. */
export async function readEnvironments({ rest, paginate, at }: Github): Promise<Environment[]> {
  const { data } = await rest.repos.getAllEnvironments({ ...at, ...ALL })
  const all: Environment[] = []
  for (const {
    name,
    protection_rules: rules = [],
    deployment_branch_policy: policy,
  } of data.environments ?? []) {
    const holdsUp = rules.some(({ type }) => type === 'required_reviewers' || type === 'wait_timer')
    let branches: string[] | null = null
    if (policy?.custom_branch_policies) {
      const listed = await paginate(rest.repos.listDeploymentBranchPolicies, {
        ...at,
        ...ALL,
        environment_name: name,
      })
      branches = listed.map(({ name: pattern, type }) =>
        type === 'tag' ? `tag ${pattern}` : (pattern ?? ''),
      )
    } else if (policy?.protected_branches) branches = ['every protected branch']
    all.push({ name, branches, holdsUp })
  }
  return all
}

/** The names of the secrets of each environment. */
export async function readEnvironmentSecrets(
  { rest, paginate, at }: Github,
  environments: Seen<readonly Environment[]>,
): Promise<RepositorySettings['environmentSecrets']> {
  if ('unseen' in environments) return environments
  const held = new Map<string, string[]>()
  for (const { name } of environments.value) {
    const read = await see(WRITE, () =>
      paginate(rest.actions.listEnvironmentSecrets, { ...at, ...ALL, environment_name: name }),
    )
    if ('unseen' in read) return read
    held.set(
      name,
      read.value.map((secret) => secret.name),
    )
  }
  return { value: held }
}
