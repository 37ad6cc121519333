import { ARCHIVE_CODES, SIGNATURE_CODES } from './artifact-codes.ts'
import { CONTENT_CODES, type ContentCode } from './contents/codes.ts'
import type { Rule } from './rule.ts'
import { RULE_GROUPS } from './rule.ts'
import { ARTIFACT_EXAMPLES } from './rule-examples/artifact-rules.ts'
import { INDEX_EXAMPLES } from './rule-examples/index-rules.ts'
import type { RuleExample } from './rule-examples/rule-example.ts'
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

/** What each rule objects to and what it lets pass, by its id. */
export const RULE_EXAMPLES: Readonly<Record<string, RuleExample>> = {
  ...INDEX_EXAMPLES,
  ...ARTIFACT_EXAMPLES,
}

function toTexts(group: string, codes: Record<string, ContentCode>): RuleText[] {
  return Object.entries(codes).map(([id, code]) => ({ id, group, ...code }))
}
