import { claimProblems } from '../claims.ts'
import type { Rule } from '../rule.ts'

export const claimKind: Rule = {
  id: 'claim-kind',
  group: 'Identity',
  severity: 'error',
  title: 'An application kind belongs to one package.',
  why: 'Nothing on a cluster compares ApplicationDefinitions: the second one of the same kind takes the place of the first in the dashboard, with all that users have already created.',
  index: (index) => claimProblems(index, 'kinds', 'application kind'),
}
