import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Action } from './run-workflow.ts'

/** What the actions that every workflow uses do. */
export function commonActions(git: string): Record<string, Action> {
  return {
    'actions/checkout': ({ given, workspace, permissions }) => {
      demand(permissions['contents'], 'the permission contents: read')
      if (given['persist-credentials'] !== 'false')
        throw new Error('a token is left in .git/config')
      const branch = given['ref'] ?? 'main'
      const depth = given['fetch-depth'] === '0' ? [] : ['--depth', given['fetch-depth'] ?? '1']
      const args = ['clone', '--quiet', '--branch', branch, ...depth, `file://${git}`, workspace]
      execFileSync('git', args, { stdio: 'pipe' })
      return {}
    },
    'actions/setup-node': ({ given }) => {
      const [version] = process.versions.node.split('.')
      if (given['node-version'] !== version) throw new Error(`this is Node ${version}`)
      return {}
    },
    'actions/upload-artifact': ({ given, workspace, artifacts, makeFolder }) => {
      const from = resolve(workspace, demand(given['path'], 'a path'))
      const name = demand(given['name'], 'a name')
      if (!existsSync(from) && given['if-no-files-found'] !== 'error') return {}
      const folder = makeFolder()
      if (statSync(from).isDirectory()) copyVisible(from, folder)
      else cpSync(from, join(folder, basename(from)))
      artifacts.set(name, folder)
      return {}
    },
    'actions/download-artifact': ({ given, workspace, artifacts }) => {
      const name = demand(given['name'], 'a name')
      const to = resolve(workspace, demand(given['path'], 'a path'))
      mkdirSync(to, { recursive: true })
      cpSync(demand(artifacts.get(name), `the artifact ${name}`), to, { recursive: true })
      return {}
    },
  }
}

/** The App's token, as its name, with the permissions that a step asks for. */
export function appTokens(
  app: { clientId: string; privateKey: string; slug: string },
  mint: (permissions: Record<string, string>) => string,
): Record<string, Action> {
  return {
    'actions/create-github-app-token': ({ given }) => {
      if (given['client-id'] !== app.clientId || given['private-key'] !== app.privateKey) {
        throw new Error('GitHub knows no such App, or another key of it')
      }
      const permissions = Object.entries(given).flatMap(([key, level]) => {
        const [, name] = /^permission-(.+)$/.exec(key) ?? []
        return name ? [[name, level]] : []
      })
      // Without one the token could do all that the App may.
      if (permissions.length === 0) throw new Error('no permission is named')
      return { token: mint(Object.fromEntries(permissions)), 'app-slug': app.slug }
    },
  }
}

/** GitHub Pages, that serves what is deployed from a folder. */
export function pagesActions(baseUrl: string, folder: string): Record<string, Action> {
  return {
    'actions/configure-pages': ({ permissions }) => {
      demand(permissions['pages'], 'the permission pages: read')
      return { base_url: baseUrl }
    },
    'actions/upload-pages-artifact': ({ given, workspace, artifacts, makeFolder }) => {
      const uploaded = makeFolder()
      copyVisible(resolve(workspace, given['path'] ?? '_site'), uploaded)
      artifacts.set('github-pages', uploaded)
      return {}
    },
    'actions/deploy-pages': ({ permissions, artifacts }) => {
      if (permissions['pages'] !== 'write' || permissions['id-token'] !== 'write') {
        throw new Error('the permissions pages: write and id-token: write are needed')
      }
      const uploaded = demand(artifacts.get('github-pages'), 'the artifact github-pages')
      rmSync(folder, { recursive: true, force: true })
      cpSync(uploaded, folder, { recursive: true })
      return { page_url: `${baseUrl}/` }
    },
  }
}

/** Artifacts leave out what is hidden, unless they are told otherwise. */
function copyVisible(from: string, to: string): void {
  const visible = readdirSync(from).filter((name) => !name.startsWith('.'))
  if (visible.length === 0) throw new Error(`there is nothing in ${from}`)
  for (const name of visible) cpSync(join(from, name), join(to, name), { recursive: true })
}

function demand<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing`)
  return value
}
