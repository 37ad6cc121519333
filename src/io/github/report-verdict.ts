import { MARKER, renderComment, renderUnjudged, verdictTitle } from '../../core/gate/comment.ts'
import { judgementOf, renderJudgement } from '../../core/gate/judgement.ts'
import type { Lane, Verdict } from '../../core/gate/verdict.ts'
import type { App } from './app.ts'
import { ensureCheck } from './checks.ts'
import type { Github } from './client.ts'
import { ensureComment, findComment } from './comments.ts'
import { ensureLane } from './labels.ts'
import { readPull } from './pull-requests.ts'

/** A check that is neutral lets a ruleset's own demand, an approving review, decide. */
const CONCLUSIONS = {
  auto: 'success',
  review: 'neutral',
  refused: 'failure',
  none: 'success',
} as const satisfies Record<Lane, string>

/**
 * Shows a verdict on its pull request: check, label, comment. Each is looked at first and written
 * only where it differs, so that a second run does nothing.
 *
 * @returns false where the verdict is void: the branch was pushed to since, or is no longer open
 */
export async function reportVerdict(
  github: Github,
  app: App,
  number: number,
  verdict: Verdict,
  siteUrl: string,
): Promise<boolean> {
  if (!(await isCurrent(github, number, verdict.head))) return false
  const body = renderComment(verdict, siteUrl)
  await ensureCheck(github, app, verdict.head, {
    conclusion: CONCLUSIONS[verdict.lane],
    title: verdictTitle(verdict),
    summary: body,
    text: renderJudgement(judgementOf(verdict)),
  })
  if (!(await isCurrent(github, number, verdict.head))) return false
  await ensureLane(github, number, verdict.lane === 'none' ? null : verdict.lane)
  // Who changes code only is not to be bothered, unless something else was said before.
  const isNoNews = verdict.lane === 'none' && !(await findComment(github, app, number, MARKER))
  if (!isNoNews) await ensureComment(github, app, number, MARKER, body)
  return true
}

/** Shows that nothing could be judged, which blocks the merge and asks nobody to do anything. */
export async function reportUnjudged(
  github: Github,
  app: App,
  number: number,
  head: string,
): Promise<boolean> {
  if (!(await isCurrent(github, number, head))) return false
  const body = renderUnjudged(head)
  const title = 'The gate could not look at this yet'
  await ensureCheck(github, app, head, {
    conclusion: 'failure',
    title,
    summary: body,
    text: UNJUDGED,
  })
  await ensureLane(github, number, null)
  await ensureComment(github, app, number, MARKER, body)
  return true
}

/** The text of a check that stands for no judgement. */
export const UNJUDGED = 'not judged'

async function isCurrent(github: Github, number: number, head: string): Promise<boolean> {
  const pull = await readPull(github, number)
  return pull?.open === true && pull.head === head
}
