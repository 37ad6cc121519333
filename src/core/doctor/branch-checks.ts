import { judge, type Outcome } from './outcome.ts'
import type { BranchRule, InstalledApp, RepositorySettings, Seen } from './settings.ts'
import type { WorkflowNeeds } from './workflow-needs.ts'

/** Rules of main: nobody but the App changes it without the gate. */
export function branchChecks(
  { name, rules, bypasses, environments }: RepositorySettings,
  { environments: needed }: WorkflowNeeds,
  app: Seen<InstalledApp | null>,
  check: string,
): Outcome[] {
  const place = `https://github.com/${name}/settings/rules`
  const has = (type: string) => (all: readonly BranchRule[]) =>
    all.some((rule) => rule.type === type) ? null : `no active ruleset has ${type}`
  return [
    judge('main changes by pull request', rules, place, has('pull_request')),
    judge('main cannot be deleted', rules, place, has('deletion')),
    judge('main cannot be force-pushed', rules, place, has('non_fast_forward')),
    requiredCheck(rules, app, check, place),
    bypass(bypasses, app, place),
    ...needed.map((environment) =>
      judge(
        `only main uses the environment ${environment}`,
        environments,
        `https://github.com/${name}/settings/environments`,
        (all) => {
          const found = all.find((one) => one.name === environment)
          if (!found) return 'there is no such environment'
          if (!found.branches) return 'every branch may use it'
          const others = found.branches.filter((branch) => branch !== 'main')
          if (others.length > 0) return `${others.join(', ')} may use it too`
          if (found.branches.length === 0) return 'no branch may use it'
          return found.holdsUp ? 'it waits for reviewers or a timer, and so would every run' : null
        },
      ),
    ),
  ]
}

function requiredCheck(
  rules: Seen<readonly BranchRule[]>,
  app: Seen<InstalledApp | null>,
  check: string,
  place: string,
): Outcome {
  const what = `the check ${check} is required, and taken from the App alone`
  const outcome = judge(what, rules, place, (all) => {
    const found = all.flatMap(({ checks }) => checks).filter((one) => one.name === check)
    if (found.length === 0) return `no active ruleset requires ${check}`
    return found.some((one) => one.app !== null)
      ? null
      : 'any app, and so any workflow, can write it'
  })
  if (outcome.state !== 'done' || 'unseen' in rules) return outcome
  if ('unseen' in app) return { what, state: 'unseen', detail: app.unseen, mend: place }
  const bound = rules.value.flatMap(({ checks }) => checks).filter((one) => one.name === check)
  return judge(what, app, place, (own) =>
    bound.every((one) => one.app === own?.id) ? null : 'it is bound to another app',
  )
}

function bypass(
  bypasses: RepositorySettings['bypasses'],
  app: Seen<InstalledApp | null>,
  place: string,
): Outcome {
  const what = 'the App may pass over the rules of main, and nobody else'
  if ('unseen' in bypasses) return judge(what, bypasses, place, () => null)
  const strangers = bypasses.value.filter(({ actor }) => actor !== 'Integration')
  if (strangers.length > 0) {
    const who = strangers.map(({ actor, ruleset }) => `${actor} (${ruleset})`).join(', ')
    return { what, state: 'missing', detail: `so may ${who}`, mend: place }
  }
  return judge(what, app, place, (own) => {
    if (!bypasses.value.some(({ id }) => id === own?.id)) return 'the App may not'
    const others = bypasses.value.filter(({ id }) => id !== own?.id)
    return others.length > 0 ? `so may the app ${others.map(({ id }) => id).join(', ')}` : null
  })
}
