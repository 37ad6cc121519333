type Environment = Readonly<Record<string, string | undefined>>

/** Whether somebody here can prove who they are: a workflow of GitHub, or who set a token. */
export function canProveIdentity(env: Environment): boolean {
  return Boolean(env['SIGSTORE_ID_TOKEN'] || env['ACTIONS_ID_TOKEN_REQUEST_URL'])
}

/**
 * A token that proves to Sigstore which workflow this is.
 *
 * @throws where GitHub gives none
 */
export async function workflowToken(env: Environment): Promise<string> {
  const given = env['SIGSTORE_ID_TOKEN']
  if (given) return given
  const url = new URL(env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '')
  url.searchParams.set('audience', 'sigstore')
  const authorization = `Bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''}`
  const response = await fetch(url, {
    headers: { accept: 'application/json', authorization },
    signal: AbortSignal.timeout(30_000),
  })
  if (!response.ok) throw new Error(`GitHub gives no identity token (${response.status})`)
  const answer: unknown = await response.json()
  if (typeof answer === 'object' && answer && 'value' in answer) return String(answer.value)
  throw new Error('GitHub answers without an identity token')
}
