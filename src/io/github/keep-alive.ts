import { ensure, type Github } from './client.ts'

/**
 * Enables a workflow, also where it is enabled: that counts as activity, without which GitHub stops
 * schedules after 60 days. One that a person switched off stays off.
 *
 * @param workflow the name of its file
 * @returns what was found: `off` was left alone
 */
export async function keepAlive(
  github: Github,
  workflow: string,
): Promise<'enabled' | 'revived' | 'off'> {
  const { rest, at } = github
  const target = { ...at, workflow_id: workflow }
  const { state } = (await rest.actions.getWorkflow(target)).data
  if (state === 'disabled_manually') return 'off'
  await ensure(
    github,
    async () => null,
    () => rest.actions.enableWorkflow(target),
  )
  return state === 'active' ? 'enabled' : 'revived'
}
