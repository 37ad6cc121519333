import type { Finding } from '../finding.ts'
import { printable } from '../printable.ts'
import { formatAnnotations } from '../report.ts'
import type { Verdict } from './verdict.ts'

/** GitHub shows ten of each level a step. */
const MOST_OF_A_LEVEL = 10
const LONGEST = 2000

/**
 * The verdict as workflow commands: GitHub shows each at its changed line. The runner obeys
 * `##[…]` anywhere in a line, so that a stranger's one is taken apart.
 */
export function verdictAnnotations({ findings }: Pick<Verdict, 'findings'>): string {
  const levels = ['error', 'warning', 'info'] as const
  const shown = levels.flatMap((level) =>
    findings.filter(({ severity }) => severity === level).slice(0, MOST_OF_A_LEVEL),
  )
  return formatAnnotations(shown.map(defuse))
}

function defuse(finding: Finding): Finding {
  const inert = (text: string) => printable(text).replaceAll('##[', '# #[').slice(0, LONGEST)
  const { file, message, fix, rule } = finding
  return {
    ...finding,
    rule: inert(rule),
    file: inert(file),
    message: inert(message),
    fix: fix === null ? null : inert(fix),
  }
}

/**
 * Text that may hold anything, for a log: the runner takes no command from it.
 *
 * @param token a new random word, which the text cannot know
 */
export function withoutCommands(text: string, token: string): string {
  const body = text.endsWith('\n') ? text : `${text}\n`
  return `::stop-commands::${token}\n${body}::${token}::\n`
}
