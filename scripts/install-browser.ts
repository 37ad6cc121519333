import { spawnSync } from 'node:child_process'
import { findBrowser } from '../src/io/browser.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Makes sure that there is a Chromium for the tests of the site.

CHROMIUM_PATH names one; otherwise the usual places are tried, and on Debian, as root, the package
chromium is installed.
`

await run(HELP, {}, () => {
  if (findBrowser()) return 0
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) {
    throw new CannotRun(
      'the tests of the site need Chromium or Chrome\nInstall one, or name it in CHROMIUM_PATH; on Debian: sudo apt-get install chromium',
    )
  }
  process.stderr.write('Installing chromium with apt-get …\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (args: string[]) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'])
  if (!findBrowser())
    throw new CannotRun('apt-get could not install chromium; see its messages above')
  return 0
})
