import type { Verdict } from '../../core/gate/verdict.ts'
import type { App } from './app.ts'
import { ensure, type Github, statusOf } from './client.ts'
import { type PullRequest, readPull } from './pull-requests.ts'
import { reportVerdict } from './report-verdict.ts'

/** Judges a pull request against the tip of the base branch as it is now. */
export type Judge = (pull: PullRequest) => Promise<Verdict>

export type Outcome = { merged: true; sha: string | null } | { merged: false; why: string }

/**
 * Judges a pull request once more, against the newest state, and merges it if it is still in the
 * lane for that: at the head that was judged, squashed, under a title of our own.
 */
export async function judgeAndMerge(
  github: Github,
  app: App,
  number: number,
  judge: Judge,
  siteUrl: string,
): Promise<Outcome> {
  const pull = await readPull(github, number)
  if (!pull?.open) return { merged: false, why: 'it is no longer open' }
  if (pull.draft) return { merged: false, why: 'it is a draft' }
  const verdict = await judge(pull)
  const reported = await reportVerdict(github, app, number, verdict, siteUrl)
  if (!reported) return { merged: false, why: 'it was pushed to while it was judged' }
  if (verdict.lane !== 'auto') return { merged: false, why: `its lane is ${verdict.lane} by now` }
  return merge(github, number, verdict)
}

async function merge(github: Github, number: number, verdict: Verdict): Promise<Outcome> {
  const { rest, at } = github
  try {
    return await ensure<Outcome>(
      github,
      async () => {
        const pull = await readPull(github, number)
        if (pull?.merged) return { merged: true, sha: null }
        if (!pull?.open) return { merged: false, why: 'it was closed' }
        return pull.head === verdict.head ? null : { merged: false, why: 'it was pushed to' }
      },
      async () => {
        const { data } = await rest.pulls.merge({
          ...at,
          pull_number: number,
          sha: verdict.head,
          merge_method: 'squash',
          commit_title: mergeTitle(number, verdict),
          // Without one GitHub takes the author's messages, and a [skip ci] in them is obeyed.
          commit_message: `Merged by the gate at ${verdict.head}.`,
        })
        return { merged: true, sha: data.sha }
      },
    )
  } catch (error) {
    const refusals: Record<number, string> = {
      405: 'GitHub cannot merge it: it conflicts with main, or a rule forbids it',
      409: 'it was pushed to',
    }
    const why = refusals[statusOf(error) ?? 0]
    if (why) return { merged: false, why }
    throw error
  }
}

/** Says what is merged in words of ours; the names and versions passed the rules. */
function mergeTitle(number: number, { packages }: Verdict): string {
  const [first, ...more] = packages
  if (!first) return `Update the index (#${number})`
  if (more.length > 0) return `Update ${packages.length} packages (#${number})`
  const what = first.before === first.after ? first.name : `${first.name} ${first.after}`
  return `Update ${what} (#${number})`
}
