import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../core/schemas/entry.ts'
import { writeEntry } from '../core/write-entry.ts'
import { editFileLink, newFileLink } from '../core/write-submission.ts'
import type { Cli } from './command.ts'
import { CannotDo } from './failure.ts'
import { confirm } from './terminal.ts'

export interface DeliveryFlags {
  /** The index on GitHub, as `owner/name`. */
  repo: string
  /** An index folder to write into. */
  to?: string
  dryRun?: boolean
  yes?: boolean
}

/**
 * Hands in an entry: prints it, writes it into a folder, or opens a pull request.
 *
 * @returns the exit code
 */
export async function deliverSubmission(
  cli: Cli,
  entry: Entry,
  isListed: boolean,
  flags: DeliveryFlags,
): Promise<number> {
  const { terminal } = cli
  const text = writeEntry(entry)
  if (flags.to !== undefined) return writeTo(cli, flags.to, entry.name, text)
  const path = `packages/${entry.name}.yaml`
  const file = `index/${path}`
  const repository = `https://github.com/${flags.repo}`
  const link = isListed
    ? editFileLink(repository, path)
    : newFileLink(repository, { path, text }).href
  if (flags.dryRun) {
    terminal.write(text)
    terminal.note(`\n${file} of ${flags.repo}, by hand:\n  ${link}\n`)
    return 0
  }
  const { findToken } = await import('./github-token.ts')
  const token = findToken(cli.env)
  if (!token) {
    terminal.write(text)
    terminal.note(
      `\nThere is neither a token in GH_TOKEN nor a gh that is logged in, so nothing was opened.\nPut this into ${file} of ${flags.repo} yourself:\n  ${link}\n`,
    )
    return 0
  }
  terminal.note(`${text}\n`)
  const question = `Open a pull request at ${flags.repo} with this as ${file}, signed off in your name (developercertificate.org)?`
  if (!(await confirm(terminal, question, flags.yes ?? false))) return 1
  const { openPullRequest, statusOf } = await import('../io/github-submission.ts')
  try {
    const { url, isNew } = await openPullRequest(
      {
        repository: flags.repo,
        path: file,
        text,
        branch: `cozypkg/${entry.name}`,
        title: `${isListed ? 'Update' : 'Add'} ${entry.name} ${entry.version}`,
        body: `\`${entry.ociRef}:${entry.version}\`\n\nSubmitted with cozypkg, which pulled it without a login and matched its signature.`,
      },
      { token, env: cli.env, onProgress: (step) => terminal.progress?.(step) },
    )
    terminal.progress?.('')
    terminal.write(`${url}\n`)
    terminal.note(isNew ? 'Opened.\n' : 'It was open already, and is up to date now.\n')
    return 0
  } catch (error) {
    terminal.progress?.('')
    const status = statusOf(error)
    const said = error instanceof Error ? error.message : String(error)
    const reason =
      status === null ? `GitHub does not answer: ${said}` : `GitHub refuses (${status}): ${said}`
    throw new CannotDo(
      `${reason}\n${REMEDIES[status ?? 0] ?? 'Try again later'}, or do it by hand:\n  ${link}`,
    )
  }
}

const REMEDIES: Record<number, string> = {
  401: 'Log in anew, with gh auth login or another GH_TOKEN',
  403: 'Use a token of yours with the right public_repo; a workflow’s own token cannot fork',
  404: 'Check --repo, and that the token has the right public_repo',
  409: 'Synchronise the main branch of your fork with the index',
}

async function writeTo(
  { terminal }: Cli,
  dir: string,
  name: string,
  text: string,
): Promise<number> {
  // An index that lists nothing yet has no packages folder, because git keeps none that is empty.
  if (!['packages', 'policy.yaml'].some((name) => existsSync(join(dir, name)))) {
    throw new CannotDo(`${dir} is no index folder: it has neither packages nor policy.yaml`)
  }
  const { replaceFile } = await import('../io/replace-file.ts')
  const file = join(dir, 'packages', `${name}.yaml`)
  replaceFile(file, text)
  terminal.write(`${file}\n`)
  return 0
}
