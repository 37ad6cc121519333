import { ARCHIVE_CODES, SIGNATURE_CODES } from './artifact-codes.ts'
import { CONTENT_CODES, type ContentCode } from './contents/codes.ts'
import type { Rule } from './rule.ts'
import { RULE_GROUPS } from './rule.ts'
import { RULES } from './rules/rules.ts'

/** What a rule's page says: every id that a finding can bear has one. */
export type RuleText = Pick<Rule, 'id' | 'severity' | 'title' | 'why'> & { group: string }

/** The rules about the index folder, then those about artifacts and their signatures, by group. */
export const RULE_TEXTS: readonly RuleText[] = [
  ...RULE_GROUPS.flatMap((group) => RULES.filter((rule) => rule.group === group)),
  ...toTexts('Artifact', ARCHIVE_CODES),
  ...toTexts('Contents', CONTENT_CODES),
  ...toTexts('Signature', SIGNATURE_CODES),
]

function toTexts(group: string, codes: Record<string, ContentCode>): RuleText[] {
  return Object.entries(codes).map(([id, code]) => ({ id, group, ...code }))
}
