import { claimProblems } from '../claims.ts'
import type { Rule } from '../rule.ts'

export const claimPackageSource: Rule = {
  id: 'claim-package-source',
  group: 'Identity',
  severity: 'error',
  title: 'A PackageSource belongs to one package.',
  why: 'PackageSources are cluster-wide: a second tap that brings the same name is refused as a whole, and one that bears the name of a core package would replace it. Names of removed packages stay taken.',
  index: (index) => claimProblems(index, 'packageSources', 'PackageSource'),
}
