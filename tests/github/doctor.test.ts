import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Outcome } from '../../src/core/doctor/outcome.ts'
import { runBesideServer } from '../scripts/run-beside-server.ts'
import { openapiObstacle } from './openapi.ts'
import { type Answers, settingsServer, wellSet } from './settings-server.ts'

const obstacle = openapiObstacle()
if (obstacle) process.stderr.write(`tests/github/doctor.test.ts is skipped: ${obstacle}\n`)

/** A registry that answers every request with one status; 200 is an image index without anything. */
async function registry(status: number): Promise<string> {
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      size: 2,
    },
    layers: [],
  })
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' })
    response.end(status === 200 ? body : '{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function doctor(
  changed: Answers = {},
  { pull = 200, args = ['--json'], token = 'good' } = {},
) {
  const github = await settingsServer({ ...wellSet(), ...changed })
  const host = await registry(pull)
  const run = await runBesideServer(
    'doctor',
    ['--repo', 'cozystack/packages-index', '--insecure-registry', `ghcr.io=${host}`, ...args],
    { GITHUB_API_URL: github.url, GITHUB_TOKEN: token, GITHUB_SECOND_MS: '1' },
  )
  return { ...run, asked: github.asked }
}

async function problems(changed: Answers, pull = 200) {
  const { stdout, status } = await doctor(changed, { pull })
  const { outcomes } = JSON.parse(stdout) as { outcomes: Outcome[] }
  const others = outcomes.filter(({ state }) => state !== 'done')
  for (const { detail, mend } of others) {
    expect(detail).toBeTruthy()
    expect(mend).toMatch(/^(https:\/\/github\.com\/|gh )/)
  }
  return { status, found: others.map(({ what, state, detail }) => `${state}: ${what}: ${detail}`) }
}

const rules = (change: (rule: Answers) => Answers | null) => ({
  '/rules/branches/{branch}': wellSet()['/rules/branches/{branch}'].flatMap((rule: Answers) => {
    const changed = change(rule)
    return changed ? [changed] : []
  }),
})
const actors = (...list: [string, number | null][]) => ({
  '/rulesets/{ruleset_id}': {
    name: 'main',
    bypass_actors: list.map(([actor_type, actor_id]) => ({
      actor_type,
      actor_id,
      bypass_mode: 'always',
    })),
  },
})
const environment = (change: Answers) => {
  const { environments } = wellSet()['/environments']
  return {
    '/environments': {
      total_count: 2,
      environments: [{ ...environments[0], ...change }, environments[1]],
    },
  }
}
const app = (change: Answers) => {
  const [installed] = wellSet()['/orgs/{org}/installations'].installations
  return {
    '/orgs/{org}/installations': { total_count: 1, installations: [{ ...installed, ...change }] },
  }
}

describe.skipIf(obstacle !== null)('npm run doctor', () => {
  test('finds everything done where it is, by reading alone', async () => {
    const { status, stdout, stderr, asked } = await doctor({}, { args: [] })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatchInlineSnapshot(`
      "done           the repository is public
      done           the default branch is main
      done           pull requests are merged by squashing
      done           issues are open
      done           Pages are built by the workflow
      done           the site answers at https://cozystack.github.io/packages-index/
      done           anybody can pull ghcr.io/cozystack/packages-index:latest
      done           the labels of the workflows exist
      done           the issue forms are on main
      done           harm can be reported in private
      done           main changes by pull request
      done           main cannot be deleted
      done           main cannot be force-pushed
      done           the check gate is required, and taken from the App alone
      done           the App may pass over the rules of main, and nobody else
      done           only main uses the environment github-pages
      done           only main uses the environment index-write
      done           Actions are on, for selected actions
      done           actions must be pinned to a commit
      done           the actions in use are allowed, and few others
      done           the token of workflows is read-only by default
      done           every workflow is there and enabled
      done           the App of APP_CLIENT_ID is installed
      done           the App has the permissions that workflows ask for, and no dangerous one
      done           the environment index-write holds APP_PRIVATE_KEY
      done           no secret is within reach of every branch
      done           the variable APP_CLIENT_ID is set

      27 done, 0 missing, 0 could not be seen
      "
    `)
    expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([])
    expect(asked.length).toBeLessThan(30)
  })

  test('says where to mend what is missing', async () => {
    const { status, stdout } = await doctor({ '/pages': 404 }, { args: [] })
    expect(status).toBe(1)
    expect(stdout.split('\n').slice(4, 10).join('\n')).toMatchInlineSnapshot(`
      "missing        Pages are built by the workflow
                     Pages are off
                     https://github.com/cozystack/packages-index/settings/pages
      missing        the site answers at https://cozystack.github.io/packages-index/
                     Pages are off
                     https://github.com/cozystack/packages-index/settings/pages"
    `)
  })

  test.each<[string, Answers, string]>([
    ['a private repository', { '': { ...wellSet()[''], private: true } }, 'it is private'],
    [
      'another default branch',
      { '': { ...wellSet()[''], default_branch: 'master' } },
      'it is master',
    ],
    ['no squash', { '': { ...wellSet()[''], allow_squash_merge: false } }, 'that is switched off'],
    ['no issues', { '': { ...wellSet()[''], has_issues: false } }, 'they are switched off'],
    [
      'no review',
      rules((one) => (one['type'] === 'pull_request' ? null : one)),
      'no active ruleset has pull_request',
    ],
    [
      'force pushes',
      rules((one) => (one['type'] === 'non_fast_forward' ? null : one)),
      'has non_fast_forward',
    ],
    ['a check of anybody', rules(checkBy(undefined)), 'any app, and so any workflow, can write it'],
    ['a check of another app', rules(checkBy(15368)), 'it is bound to another app'],
    [
      'no check',
      rules((one) => (one['type'] === 'required_status_checks' ? null : one)),
      'no active ruleset requires gate',
    ],
    ['a team that passes over', actors(['Integration', 77], ['Team', 5]), 'so may Team (main)'],
    [
      'another app that does',
      actors(['Integration', 77], ['Integration', 78]),
      'so may the app 78',
    ],
    ['an App that may not', actors(), 'the App may not'],
    [
      'an open environment',
      environment({ deployment_branch_policy: null }),
      'every branch may use it',
    ],
    [
      'one of all protected branches',
      environment({
        deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
      }),
      'every protected branch may use it too',
    ],
    ['a missing one', environment({ name: 'other' }), 'there is no such environment'],
    [
      'one that waits',
      environment({
        protection_rules: [{ id: 1, node_id: 'x', type: 'wait_timer', wait_timer: 30 }],
      }),
      'it waits for reviewers or a timer',
    ],
    ['Pages of a branch', pages({ build_type: 'legacy' }), 'they are built from a branch'],
    [
      'Pages elsewhere',
      pages({ html_url: 'https://packages.example/' }),
      'set the domain, or SITE_URL',
    ],
    ['Pages without HTTPS', pages({ https_enforced: false }), 'without HTTPS'],
    [
      'all actions',
      {
        '/actions/permissions': {
          enabled: true,
          allowed_actions: 'all',
          sha_pinning_required: true,
        },
      },
      'allowed are all',
    ],
    [
      'tags of actions',
      {
        '/actions/permissions': {
          enabled: true,
          allowed_actions: 'selected',
          sha_pinning_required: false,
        },
      },
      'tags can be moved',
    ],
    [
      'actions that are not allowed',
      {
        '/actions/permissions/selected-actions': {
          github_owned_allowed: false,
          verified_allowed: false,
          patterns_allowed: ['actions/c*@*'],
        },
      },
      'not allowed are actions/deploy-pages',
    ],
    ['a token that writes', token('write', false), 'it is write'],
    ['a token that approves', token('read', true), 'it may approve'],
    ['a suspended App', app({ suspended_at: '2026-01-01T00:00:00Z' }), 'it is suspended'],
    ['an App on everything', app({ repository_selection: 'all' }), 'on all repositories'],
    ['an unknown App', app({ client_id: 'other' }), 'no installed app has that client id'],
    ['an App without rights', app({ permissions: { contents: 'read' } }), 'it lacks checks: write'],
    [
      'a secret of the repository',
      { '/actions/secrets': { total_count: 1, secrets: [secretNamed('APP_PRIVATE_KEY')] } },
      'holds APP_PRIVATE_KEY',
    ],
    [
      'no key',
      { '/environments/{environment_name}/secrets': { total_count: 0, secrets: [] } },
      'there is no APP_PRIVATE_KEY',
    ],
    [
      'no client id',
      { '/actions/variables': { total_count: 0, variables: [] } },
      'there is no APP_CLIENT_ID',
    ],
    [
      'a workflow that is off',
      workflow('disabled_inactivity'),
      'refresh.yml is disabled_inactivity',
    ],
    [
      'no labels',
      { '/labels': [{ name: 'lane/auto' }] },
      'there is no lane/review, lane/refused, refresh',
    ],
    ['no forms', { '/contents/{path}': 404 }, 'there is no config.yml'],
    [
      'no private reports',
      { '/private-vulnerability-reporting': { enabled: false } },
      'switched off',
    ],
  ])('notices %s', async (_, changed, words) => {
    const { status, found } = await problems(changed)
    expect(status).toBe(1)
    expect(found.join('\n')).toContain(words)
    expect(found.filter((line) => line.startsWith('unseen'))).toEqual([])
  })

  test('a domain of its own has to be verified, and named by the variable', async () => {
    const variables = wellSet()['/actions/variables'].variables
    const named = {
      '/actions/variables': {
        total_count: 2,
        variables: [
          ...variables,
          { ...secretNamed('SITE_URL'), value: 'https://packages.example/' },
        ],
      },
    }
    const at = (state: string) =>
      pages({
        html_url: 'https://packages.example',
        cname: 'packages.example',
        protected_domain_state: state,
      })
    expect((await problems({ ...named, ...at('unverified') })).found.join()).toContain(
      'packages.example is not verified',
    )
    expect(await problems({ ...named, ...at('verified') })).toEqual({ status: 0, found: [] })
  })

  test.each([
    [404, 'there is none yet'],
    [403, 'private, as every new package is'],
    [401, 'private, as every new package is'],
  ])('an artifact that answers %d to anybody', async (pull, words) => {
    const { status, found } = await problems({}, pull)
    expect(status).toBe(1)
    expect(found.join('\n')).toContain(words)
  })

  test('what the token may not see is neither done nor missing', async () => {
    const { status, found } = await problems({
      '/actions/permissions': 403,
      '/actions/secrets': 404,
      '/orgs/{org}/installations': 403,
      '/rulesets/{ruleset_id}': { name: 'main', bypass_actors: undefined },
    })
    expect(status).toBe(2)
    expect(found.map((line) => line.split(': ').slice(0, 2).join(': '))).toMatchInlineSnapshot(`
      [
        "unseen: the check gate is required, and taken from the App alone",
        "unseen: the App may pass over the rules of main, and nobody else",
        "unseen: Actions are on, for selected actions",
        "unseen: actions must be pinned to a commit",
        "unseen: the App of APP_CLIENT_ID is installed",
        "unseen: the App has the permissions that workflows ask for, and no dangerous one",
        "unseen: no secret is within reach of every branch",
      ]
    `)
  })

  test('a token that is not valid, and a repository that is not there, are exit code 2', async () => {
    expect(await doctor({}, { token: 'bad' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('GitHub refuses the token'),
    })
    expect(await doctor({ '': 404 })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('GitHub shows no repository cozystack/packages-index'),
    })
  })
})

function checkBy(app: number | undefined) {
  return (rule: Answers) => {
    if (rule['type'] !== 'required_status_checks') return rule
    const required_status_checks = [{ context: 'gate', ...(app ? { integration_id: app } : {}) }]
    return { ...rule, parameters: { ...rule['parameters'], required_status_checks } }
  }
}

function pages(change: Answers): Answers {
  return { '/pages': { ...wellSet()['/pages'], ...change } }
}

function token(level: string, mayApprove: boolean): Answers {
  return {
    '/actions/permissions/workflow': {
      default_workflow_permissions: level,
      can_approve_pull_request_reviews: mayApprove,
    },
  }
}

function workflow(state: string): Answers {
  const all = wellSet()['/actions/workflows'].workflows as { path: string; state: string }[]
  const workflows = all.map((one) => (one.path.endsWith('/refresh.yml') ? { ...one, state } : one))
  return { '/actions/workflows': { total_count: workflows.length, workflows } }
}

function secretNamed(name: string) {
  return { name, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
}
