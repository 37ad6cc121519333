import { expect, test } from 'vitest'
import { readWorkflowNeeds } from '../../../src/core/doctor/workflow-needs.ts'

const WORKFLOW = `
on: push
jobs:
  write:
    environment: index-write
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@0000000000000000000000000000000000000000
      - uses: ./local
      - uses: actions/create-github-app-token@0000000000000000000000000000000000000000
        with:
          client-id: \${{ vars.APP_CLIENT_ID }}
          private-key: \${{ secrets.APP_PRIVATE_KEY }}
          permission-contents: write
          permission-pull-requests: read
  deploy:
    environment: { name: github-pages, url: https://a.example }
    steps:
      - run: echo "\${{ secrets.GITHUB_TOKEN }}"
  again:
    steps:
      - uses: actions/create-github-app-token@0000000000000000000000000000000000000000
        with: { permission-contents: read, permission-pull-requests: write }
      - run: echo "$TOKEN"
        env: { TOKEN: "\${{ secrets.OTHER }}" }
`

test('reads environments, secrets, variables, permissions and actions', () => {
  expect(readWorkflowNeeds(new Map([['a.yml', WORKFLOW]]))).toEqual({
    workflows: ['a.yml'],
    environments: ['github-pages', 'index-write'],
    secrets: new Map([
      ['index-write', ['APP_PRIVATE_KEY']],
      ['', ['OTHER']],
    ]),
    variables: ['APP_CLIENT_ID'],
    appPermissions: new Map([
      ['contents', 'write'],
      ['pull-requests', 'write'],
    ]),
    actions: ['actions/checkout', 'actions/create-github-app-token'],
  })
})

test('says which file is no workflow', () => {
  expect(() => readWorkflowNeeds(new Map([['b.yml', 'on: push\n']]))).toThrow(
    'b.yml is no workflow',
  )
})
