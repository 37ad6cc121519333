import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { ApiDescription } from './openapi.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are checked against GitHub's description.
type Loose = any

const REPO = '/repos/{owner}/{repo}'
const APP = { app_id: 77, client_id: 'Iv23liAbCdEf', app_slug: 'packages-index-app' }

/** Answers by the part of the path behind the repository; a number is a status without anything. */
export type Answers = Record<string, Loose>

/** A repository in which everything is as the workflows need it. */
export function wellSet(): Answers {
  const permissions = {
    metadata: 'read',
    contents: 'write',
    checks: 'write',
    issues: 'write',
    pull_requests: 'write',
    actions: 'write',
  }
  const onlyMain = { protected_branches: false, custom_branch_policies: true }
  const policies = { total_count: 1, branch_policies: [{ id: 1, name: 'main', type: 'branch' }] }
  const workflows = ['act', 'ci', 'judge', 'publish', 'record', 'refresh']
  return {
    '': {
      private: false,
      archived: false,
      default_branch: 'main',
      has_issues: true,
      allow_squash_merge: true,
      // The description demands them, and its own example has none.
      language: 'TypeScript',
      source: { language: 'TypeScript' },
    },
    '/rules/branches/{branch}': [
      { type: 'deletion', ruleset_id: 42 },
      { type: 'non_fast_forward', ruleset_id: 42 },
      {
        type: 'pull_request',
        ruleset_id: 42,
        parameters: {
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: false,
          require_last_push_approval: false,
          required_approving_review_count: 1,
          required_review_thread_resolution: false,
        },
      },
      {
        type: 'required_status_checks',
        ruleset_id: 42,
        parameters: {
          required_status_checks: [{ context: 'gate', integration_id: APP.app_id }],
          strict_required_status_checks_policy: false,
        },
      },
    ].map((rule) => ({
      ...rule,
      ruleset_source_type: 'Repository',
      ruleset_source: 'cozystack/packages-index',
    })),
    '/rulesets/{ruleset_id}': {
      name: 'main',
      bypass_actors: [{ actor_id: APP.app_id, actor_type: 'Integration', bypass_mode: 'always' }],
    },
    '/environments': {
      total_count: 2,
      environments: ['index-write', 'github-pages'].map((name) => ({
        name,
        protection_rules: [{ id: 1, node_id: 'x', type: 'branch_policy' }],
        deployment_branch_policy: onlyMain,
      })),
    },
    '/environments/{environment_name}/deployment-branch-policies': policies,
    '/environments/{environment_name}/secrets': {
      total_count: 1,
      secrets: [secret('APP_PRIVATE_KEY')],
    },
    '/pages': {
      build_type: 'workflow',
      cname: null,
      html_url: 'https://cozystack.github.io/packages-index/',
      https_enforced: true,
      protected_domain_state: null,
    },
    '/actions/permissions': {
      enabled: true,
      allowed_actions: 'selected',
      sha_pinning_required: true,
    },
    '/actions/permissions/selected-actions': {
      github_owned_allowed: true,
      verified_allowed: false,
      patterns_allowed: [],
    },
    '/actions/permissions/workflow': {
      default_workflow_permissions: 'read',
      can_approve_pull_request_reviews: false,
    },
    '/actions/variables': {
      total_count: 1,
      variables: [{ ...secret('APP_CLIENT_ID'), value: APP.client_id }],
    },
    '/actions/secrets': { total_count: 0, secrets: [] },
    '/actions/workflows': {
      total_count: workflows.length,
      workflows: workflows.map((name) => ({
        path: `.github/workflows/${name}.yml`,
        state: 'active',
      })),
    },
    '/labels': ['lane/auto', 'lane/review', 'lane/refused', 'refresh'].map((name) => ({ name })),
    '/contents/{path}': ['config.yml', 'report-a-package.yml', 'request-a-package.yml'].map(
      (name) => ({ name, path: `.github/ISSUE_TEMPLATE/${name}`, type: 'file' }),
    ),
    '/private-vulnerability-reporting': { enabled: true },
    '/orgs/{org}/installations': {
      total_count: 1,
      installations: [
        { ...APP, permissions, repository_selection: 'selected', suspended_at: null },
      ],
    },
  }
}

/** Of its examples of contents, the one that is a list. */
const DIRECTORY = 'response-if-content-is-a-directory'

function secret(name: string) {
  return { name, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
}

/**
 * A local GitHub that shows settings and takes no change. Answers are GitHub's own examples with the
 * values of ours, and every request and answer is held against GitHub's description.
 */
export async function settingsServer(answers: Answers): Promise<{ url: string; asked: string[] }> {
  const api = description()
  const violations: string[] = []
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const method = request.method ?? 'GET'
    asked.push(`${method} ${decodeURIComponent(url.pathname)}`)
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify(body))
    }
    if (!/^(token|bearer) good$/i.test(request.headers.authorization ?? '')) {
      return send(401, { message: 'Bad credentials' })
    }
    const matched = api.match(method, url.pathname)
    const template = matched?.operation.template ?? ''
    const ours = answers[template.startsWith(REPO) ? template.slice(REPO.length) : template]
    if (!matched || method !== 'GET' || ours === undefined) {
      violations.push(`${method} ${url.pathname}: no such call is expected`)
      return send(500, { message: 'unexpected' })
    }
    const call = { ...matched, query: Object.fromEntries(url.searchParams), body: undefined }
    violations.push(...api.requestProblems(call))
    if (typeof ours === 'number') return send(ours, { message: `status ${ours}` })
    const named = template.endsWith('/contents/{path}') ? DIRECTORY : undefined
    const body = resemble(api.example('GET', template, 200, named), ours)
    violations.push(...api.responseProblems(call, 200, body).map((one) => `${template}: ${one}`))
    send(200, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(violations).toEqual([])
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

let loaded: ApiDescription | null = null

function description(): ApiDescription {
  loaded ??= new ApiDescription()
  return loaded
}

/** Ours, with whatever GitHub's example has beside it; of a list, every item is like the first. */
function resemble(example: Loose, ours: Loose): Loose {
  if (Array.isArray(ours)) {
    const [like] = Array.isArray(example) ? example : []
    return ours.map((item) => resemble(like, item))
  }
  const isObject = (value: Loose) => typeof value === 'object' && value !== null
  if (!isObject(ours) || !isObject(example)) return ours
  const merged = { ...example }
  for (const [key, value] of Object.entries(ours)) merged[key] = resemble(example[key], value)
  return merged
}
