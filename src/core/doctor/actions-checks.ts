import { judge, lacking, type Outcome } from './outcome.ts'
import type { InstalledApp, RepositorySettings, Seen } from './settings.ts'
import type { WorkflowNeeds } from './workflow-needs.ts'

/** Permissions that the App must never have: with them, whoever has its key could undo the rules. */
const FORBIDDEN = [
  'administration',
  'secrets',
  'workflows',
  'organization_administration',
  'members',
]

/** Workflows, their token and the App: least rights, and nothing missing. */
export function actionsChecks(
  settings: RepositorySettings,
  needs: WorkflowNeeds,
  app: Seen<InstalledApp | null>,
): Outcome[] {
  const { name, actions, allowedActions, token, workflows } = settings
  const place = `https://github.com/${name}/settings/actions`
  return [
    judge('Actions are on, for selected actions', actions, place, ({ isOn, allowed }) => {
      if (!isOn) return 'Actions are off'
      return allowed === 'selected' ? null : `allowed are ${allowed}`
    }),
    judge('actions must be pinned to a commit', actions, place, ({ pinsDemanded }) =>
      pinsDemanded ? null : 'tags are taken too, and tags can be moved',
    ),
    judge('the actions in use are allowed, and few others', allowedActions, place, (allowed) => {
      if (!allowed) return 'there is no selection'
      if (allowed.verified) return 'all of verified creators are allowed'
      const isAllowed = (action: string) =>
        (allowed.githubOwned && /^(actions|github)\//.test(action)) ||
        allowed.patterns.some((pattern) => matches(pattern, action))
      const refused = needs.actions.filter((action) => !isAllowed(action))
      return refused.length > 0 ? `not allowed are ${refused.join(', ')}` : null
    }),
    judge('the token of workflows is read-only by default', token, place, (value) => {
      if (value.default !== 'read') return `it is ${value.default}`
      return value.mayApprove ? 'it may approve pull requests' : null
    }),
    judge(
      'every workflow is there and enabled',
      workflows,
      `gh workflow enable FILE --repo ${name}`,
      (states) => {
        const off = needs.workflows.filter((path) => states.get(path) !== 'active')
        if (off.length === 0) return null
        return off.map((path) => `${path} is ${states.get(path) ?? 'not on main'}`).join(', ')
      },
    ),
    ...appChecks(settings, needs, app),
    ...secretChecks(settings, needs),
  ]
}

function appChecks(
  { name }: RepositorySettings,
  { appPermissions }: WorkflowNeeds,
  app: Seen<InstalledApp | null>,
): Outcome[] {
  const [owner] = name.split('/')
  const place = `https://github.com/organizations/${owner}/settings/installations`
  return [
    judge('the App of APP_CLIENT_ID is installed', app, place, (own) => {
      if (!own) return 'no installed app has that client id'
      if (own.isSuspended) return 'it is suspended'
      return own.onAllRepositories ? 'it is installed on all repositories, not on this alone' : null
    }),
    judge(
      'the App has the permissions that workflows ask for, and no dangerous one',
      app,
      place,
      (own) => {
        if (!own) return 'there is no App'
        const short = [...appPermissions].filter(([permission, level]) => {
          const held = own.permissions.get(permission.replaceAll('-', '_'))
          return held !== 'write' && held !== level
        })
        if (short.length > 0) {
          return `it lacks ${short.map(([permission, level]) => `${permission}: ${level}`).join(', ')}`
        }
        const dangerous = FORBIDDEN.filter(
          (permission) => own.permissions.get(permission) === 'write',
        )
        return dangerous.length > 0 ? `it may write ${dangerous.join(', ')}` : null
      },
    ),
  ]
}

function secretChecks(
  { name, secrets, environmentSecrets, variables }: RepositorySettings,
  needs: WorkflowNeeds,
): Outcome[] {
  const wanted = needs.variables.filter((variable) => !OPTIONAL.has(variable))
  return [
    ...[...needs.secrets].map(([environment, names]) =>
      judge(
        `the environment ${environment} holds ${names.join(', ')}`,
        environmentSecrets,
        `gh secret set ${names[0]} --env ${environment} --repo ${name} < key.pem`,
        (held) => lacking(names, held.get(environment) ?? []),
      ),
    ),
    judge(
      'no secret is within reach of every branch',
      secrets,
      `gh secret delete NAME --repo ${name}`,
      (names) => (names.length > 0 ? `the repository itself holds ${names.join(', ')}` : null),
    ),
    judge(
      `the variable ${wanted.join(', ')} is set`,
      variables,
      `gh variable set ${wanted[0]} --repo ${name} --body VALUE`,
      (values) => lacking(wanted, values.keys()),
    ),
  ]
}

/** Where it is not set, the address of the project's Pages is meant. */
const OPTIONAL = new Set(['SITE_URL'])

/** Patterns of GitHub's settings: `owner/name@*`, `owner/*`, with `*` for anything. */
function matches(pattern: string, action: string): boolean {
  const [path = ''] = pattern.split('@')
  const expression = path.replace(/[.+?^$()|[\]{}\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${expression}$`, 'i').test(action)
}
