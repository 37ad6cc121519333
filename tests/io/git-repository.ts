import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'

/** A real git repository whose commits have the dates they are given. */
export class GitRepository {
  readonly folder: string

  constructor(folder = temporaryFolder()) {
    this.folder = folder
    this.git('init', '--quiet', '--initial-branch=main')
    this.git('config', 'user.name', 'Tester')
    this.git('config', 'user.email', 'tester@example.org')
    this.git('config', 'commit.gpgsign', 'false')
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  /** Commits everything at a date such as 2026-01-01T00:00:00Z; returns the commit. */
  commit(date: string): string {
    this.git('add', '--all')
    this.at(date, 'commit', '--quiet', '--allow-empty', '--message', 'change')
    return this.git('rev-parse', 'HEAD').trim()
  }

  at(date: string, ...args: string[]): void {
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    execFileSync('git', ['-C', this.folder, ...args], { env, stdio: 'pipe' })
  }

  git(...args: string[]): string {
    return execFileSync('git', ['-C', this.folder, ...args], { encoding: 'utf8', stdio: 'pipe' })
  }
}
