import { parseJudgement } from '../../core/gate/judgement.ts'
import { askGit } from '../git.ts'
import type { App } from './app.ts'
import { findCheck } from './checks.ts'
import type { Github } from './client.ts'

/** How many of the last changes of a file are looked through for the one that set its version. */
const MOST_COMMITS = 20

export interface Listed {
  name: string
  version: string
  ociRef: string
}

/**
 * The digest at which the gate judged a listed version: from the App's check on the head of the
 * pull request whose merge brought the version in. Nobody else can write that check.
 *
 * @param indexDir the index folder, in a clone with its history
 * @returns null where no merged pull request was judged for it
 */
export async function judgedDigest(
  github: Github,
  app: App,
  indexDir: string,
  { name, version, ociRef }: Listed,
): Promise<string | null> {
  for (const commit of changesOf(indexDir, `packages/${name}.yaml`)) {
    for (const head of await mergedHeads(github, commit)) {
      const check = await findCheck(github, app, head)
      const judgement = check?.conclusion === 'failure' ? null : parseJudgement(check?.text ?? '')
      const judged = judgement?.judged.find(
        (one) => one.name === name && one.version === version && one.ociRef === ociRef,
      )
      if (judged) return judged.digest
    }
  }
  return null
}

/** The commits of the main line that changed a file below a folder, newest first. */
function changesOf(dir: string, file: string): string[] {
  const args = ['log', '--first-parent', '--diff-merges=first-parent', `-${MOST_COMMITS}`]
  const answer = askGit(dir, [...args, '--format=%H', 'HEAD', '--', `:(literal)${file}`])
  if (answer?.status !== 0) {
    throw new Error(`git cannot read the history of ${dir}: ${answer?.stderr ?? 'no git'}`)
  }
  return answer.stdout.toString().split('\n').filter(Boolean)
}

/** The heads of the pull requests that a commit merged into main. */
async function mergedHeads({ rest, at }: Github, commit: string): Promise<string[]> {
  const { data } = await rest.repos.listPullRequestsAssociatedWithCommit({
    ...at,
    commit_sha: commit,
  })
  return data
    .filter((pull) => pull.merged_at !== null && pull.merge_commit_sha === commit)
    .filter((pull) => pull.base.ref === 'main')
    .map((pull) => pull.head.sha)
}
