import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { type LocalGithub, localGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'
import { runBeside } from './run-beside.ts'

const obstacle = openapiObstacle()
if (obstacle) process.stderr.write(`tests/github/keep-alive.test.ts is skipped: ${obstacle}\n`)

const NAMES = ['act.yml', 'record.yml', 'refresh.yml', 'publish.yml']
const ENABLE = 'PUT /actions/workflows/{workflow_id}/enable'

async function start() {
  const local = await localGithub({ 'index/policy.yaml': '{}\n' })
  for (const name of NAMES) local.state.workflows.set(name, 'active')
  return local
}

/** The step of the nightly workflow, on a night when all is well. */
function keepAlive({ clone, ...local }: LocalGithub) {
  const folder = temporaryFolder({ 'report.json': '{"hosts":[]}', 'status/.keep': '' })
  return runBeside({ clone, ...local }, 'report-refresh', [
    ...['--index', join(clone.folder, 'index'), '--status', join(folder, 'status')],
    ...['--report', join(folder, 'report.json')],
    ...NAMES.flatMap((name) => ['--keep-alive', name]),
  ]).done
}

const QUIET = '0 issues wanted, 0 of them left for the next run\n'

describe.skipIf(obstacle !== null)('keeping the schedules alive', () => {
  test('asks GitHub to enable each workflow, and may be repeated', async () => {
    const local = await start()
    expect(await keepAlive(local)).toMatchObject({ status: 0, stderr: QUIET })
    expect(await keepAlive(local)).toMatchObject({ status: 0, stderr: QUIET })
    expect(local.state.enabledWorkflows).toEqual([...NAMES, ...NAMES])
    expect(local.state.writes).toEqual(Array(8).fill(ENABLE))
  })

  test('revives what GitHub stopped, and leaves off what a person switched off', async () => {
    const local = await start()
    local.state.workflows.set('act.yml', 'disabled_inactivity')
    local.state.workflows.set('publish.yml', 'disabled_manually')
    const { status, stderr } = await keepAlive(local)
    expect(status).toBe(0)
    expect(stderr).toBe(
      `${QUIET}act.yml had been stopped by GitHub, and runs again\npublish.yml was switched off by a person, and stays off\n`,
    )
    expect(local.state.workflows.get('act.yml')).toBe('active')
    expect(local.state.workflows.get('publish.yml')).toBe('disabled_manually')
  })

  test.each(['drop-after', 'error-after', 502, 'secondary-limit'] as const)(
    'is done in spite of %s',
    async (kind) => {
      const local = await start()
      local.server.faults.push({ when: /^PUT .*record\.yml\/enable$/, kind })
      expect(await keepAlive(local)).toMatchObject({ status: 0 })
      expect(new Set(local.state.enabledWorkflows)).toEqual(new Set(NAMES))
    },
  )

  test('says which one GitHub does not enable, after the others', async () => {
    const local = await start()
    local.server.faults.push({ when: /^PUT .*record\.yml\/enable$/, kind: 502, times: 9 })
    const passing = await keepAlive(local)
    expect(passing.status).toBe(1)
    expect(passing.stderr).toContain(
      'record.yml could not be kept alive: GitHub answers 502 to PUT ',
    )
    expect(local.state.enabledWorkflows).toEqual(NAMES.filter((name) => name !== 'record.yml'))
    local.server.faults.length = 0
    local.state.workflows.delete('act.yml')
    const lasting = await keepAlive(local)
    expect(lasting.status).toBe(2)
    expect(lasting.stderr).toContain('act.yml could not be kept alive: GitHub answers 404 to GET ')
    expect(lasting.stderr).toContain('It is not there, or the App is not installed')
    expect(local.state.enabledWorkflows.slice(-3)).toEqual(NAMES.slice(1))
  })
})
