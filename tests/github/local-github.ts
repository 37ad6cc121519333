import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type Github, openGithub } from '../../src/io/github/client.ts'
import { GitRepository } from '../io/git-repository.ts'
import { GithubServer } from './github-server.ts'
import { GithubState } from './github-state.ts'

export interface LocalGithub {
  server: GithubServer
  state: GithubState
  github: Github
  /** A clone that pushes to it. */
  clone: GitRepository
  remove(): Promise<void>
}

/**
 * A GitHub of its own for the running test, with a real bare repository whose branch main holds
 * `files`. After the test, no request and no answer may have strayed from GitHub's description.
 */
export async function localGithub(files: Record<string, string> = {}): Promise<LocalGithub> {
  const local = await startGithub(files)
  onTestFinished(async () => {
    await local.remove()
    expect(local.server.violations).toEqual([])
  })
  return local
}

/** The same for who removes it by himself. */
export async function startGithub(files: Record<string, string>): Promise<LocalGithub> {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-github-'))
  mkdirSync(join(folder, 'clone'))
  const clone = new GitRepository(join(folder, 'clone'))
  for (const [path, text] of Object.entries(files)) clone.write(path, text)
  clone.commit('2026-01-01T00:00:00Z')
  clone.git('clone', '--quiet', '--bare', clone.folder, join(folder, 'bare.git'))
  clone.git('remote', 'add', 'origin', join(folder, 'bare.git'))
  clone.git('fetch', '--quiet', 'origin')
  const state = new GithubState(join(folder, 'bare.git'))
  const server = await GithubServer.start(state)
  const github = openGithub({
    apiUrl: server.url,
    repository: `${state.owner.login}/${state.repo}`,
    token: 'app-token',
    timeoutMs: 1_000,
    secondMs: 1,
  })
  const remove = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server, state, github, clone, remove }
}
