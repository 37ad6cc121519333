import { parse } from 'yaml'
import { z } from 'zod'

/** What the workflows of a repository take for granted, read from the workflows themselves. */
export interface WorkflowNeeds {
  /** Paths, as `.github/workflows/act.yml`. */
  workflows: string[]
  environments: string[]
  /** Secrets by the environment that holds them; '' for those of the repository. */
  secrets: ReadonlyMap<string, readonly string[]>
  variables: string[]
  /** What the App's tokens are asked for, at the highest level of any. */
  appPermissions: ReadonlyMap<string, 'read' | 'write'>
  /** Actions by owner and name, as `actions/checkout`. */
  actions: string[]
}

const JobSchema = z.looseObject({
  environment: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
  steps: z
    .array(
      z.looseObject({
        uses: z.string().optional(),
        with: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
})
const WorkflowSchema = z.looseObject({ jobs: z.record(z.string(), JobSchema) })

/** Of every workflow itself, and no setting of the repository. */
const GIVEN = new Set(['GITHUB_TOKEN'])

/**
 * Reads what workflows need.
 *
 * @param files their texts, by path
 * @throws where one of them is no workflow
 */
export function readWorkflowNeeds(files: ReadonlyMap<string, string>): WorkflowNeeds {
  const environments = new Set<string>()
  const secrets = new Map<string, Set<string>>()
  const variables = new Set<string>()
  const actions = new Set<string>()
  const appPermissions = new Map<string, 'read' | 'write'>()
  for (const [path, text] of files) {
    const read = WorkflowSchema.safeParse(parse(text))
    if (!read.success) throw new Error(`${path} is no workflow: ${read.error.issues[0]?.message}`)
    for (const job of Object.values(read.data.jobs)) {
      const { environment = '' } = job
      const name = typeof environment === 'string' ? environment : environment.name
      if (name) environments.add(name)
      const words = JSON.stringify(job)
      for (const [, secret = ''] of words.matchAll(/\bsecrets\.([A-Z][A-Z0-9_]*)/g)) {
        if (!GIVEN.has(secret)) secrets.set(name, (secrets.get(name) ?? new Set()).add(secret))
      }
      for (const [, variable = ''] of words.matchAll(/\bvars\.([A-Z][A-Z0-9_]*)/g)) {
        variables.add(variable)
      }
      for (const { uses = '', with: given = {} } of job.steps) {
        const [action = ''] = uses.split('@')
        if (action && !action.startsWith('.')) actions.add(action)
        if (action !== 'actions/create-github-app-token') continue
        for (const [key, level] of Object.entries(given)) {
          const [, permission] = /^permission-(.+)$/.exec(key) ?? []
          if (!permission || appPermissions.get(permission) === 'write') continue
          appPermissions.set(permission, level === 'write' ? 'write' : 'read')
        }
      }
    }
  }
  return {
    workflows: [...files.keys()].sort(),
    environments: [...environments].sort(),
    secrets: new Map([...secrets].map(([name, all]) => [name, [...all].sort()])),
    variables: [...variables].sort(),
    appPermissions,
    actions: [...actions].sort(),
  }
}
