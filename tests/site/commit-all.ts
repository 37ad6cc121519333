import { execFileSync } from 'node:child_process'

/** Commits everything in a folder at a date, and makes it a git repository where it is none. */
export function commitAll(folder: string, date: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], { env: environment(date) })
  git('init', '--quiet')
  git('add', '--all')
  git('-c', 'commit.gpgSign=false', 'commit', '--quiet', '--message', 'Change')
}

/** Without the variables by which a git hook that runs the tests would point git elsewhere. */
function environment(date: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  return {
    ...Object.fromEntries(inherited),
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.org',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.org',
    GIT_COMMITTER_DATE: date,
  }
}
