import { z } from 'zod'

const ANSWER_MS = 30_000
const AccountSchema = z.object({ id: z.int().min(1), login: z.string() })

/**
 * Looks up the number of a GitHub account by its login, which needs no token.
 *
 * @throws where there is no such account, or GitHub does not answer
 */
export async function findAccount(login: string, apiUrl: string): Promise<string> {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$/.test(login)) {
    throw new Error(`${JSON.stringify(login)} cannot be the login of a GitHub account`)
  }
  const answer = await fetch(`${apiUrl.replace(/\/+$/, '')}/users/${encodeURIComponent(login)}`, {
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'packages-index' },
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  if (answer.status === 404) throw new Error(`GitHub knows no account ${login}`)
  if (!answer.ok) throw new Error(`GitHub answers ${answer.status} when asked for ${login}`)
  const account = AccountSchema.parse(await answer.json())
  if (account.login.toLowerCase() !== login.toLowerCase()) {
    throw new Error(`GitHub answers ${account.login} when asked for ${login}`)
  }
  return String(account.id)
}
