import { printable } from '../printable.ts'
import type { Paint } from '../report.ts'
import { actionsChecks } from './actions-checks.ts'
import { branchChecks } from './branch-checks.ts'
import type { Outcome } from './outcome.ts'
import { type Expected, publicationChecks } from './publication-checks.ts'
import type { InstalledApp, RepositorySettings, Seen } from './settings.ts'
import type { WorkflowNeeds } from './workflow-needs.ts'

/** Compares the settings of a repository with what its workflows need. */
export function diagnose(
  settings: RepositorySettings,
  needs: WorkflowNeeds,
  expected: Expected & { check: string },
): Outcome[] {
  const app = findApp(settings)
  return [
    ...publicationChecks(settings, expected),
    ...branchChecks(settings, needs, app, expected.check),
    ...actionsChecks(settings, needs, app),
  ]
}

/** The App whose tokens the workflows take: the variable names it by its client id. */
function findApp({ apps, variables }: RepositorySettings): Seen<InstalledApp | null> {
  if ('unseen' in apps) return apps
  if ('unseen' in variables) return variables
  const clientId = variables.value.get('APP_CLIENT_ID')
  const found = apps.value.find((one) => clientId !== undefined && one.clientId === clientId)
  return { value: found ?? null }
}

/** 0 where all is done, 1 where something is missing, 2 where something could not be seen. */
export function exitCodeOf(outcomes: readonly Outcome[]): number {
  if (outcomes.some(({ state }) => state === 'missing')) return 1
  return outcomes.some(({ state }) => state === 'unseen') ? 2 : 0
}

const MARKS = {
  done: ['green', 'done'],
  missing: ['red', 'missing'],
  unseen: ['yellow', 'could not see'],
} as const

/** The doctor's table for people. */
export function formatOutcomes(outcomes: readonly Outcome[], paint: Paint): string {
  const lines = outcomes.map(({ what, state, detail, mend }) => {
    const [colour, word] = MARKS[state]
    const why = detail === null ? '' : `\n${INDENT}${printable(detail)}`
    const how = mend === null ? '' : `\n${INDENT}${paint('dim', printable(mend))}`
    return `${paint(colour, word.padEnd(INDENT.length))}${printable(what)}${why}${how}\n`
  })
  const count = (state: Outcome['state']) => outcomes.filter((one) => one.state === state).length
  const summary = `${count('done')} done, ${count('missing')} missing, ${count('unseen')} could not be seen`
  return `${lines.join('')}\n${summary}\n`
}

const INDENT = ' '.repeat(15)
