import { spawnSync } from 'node:child_process'
import { run } from './run.ts'

const HELP = `Makes sure that there are docker-registry and skopeo for the tests against a real registry.

On Debian, as root, they are installed. Elsewhere those tests are skipped, and say so.
`

const PROGRAMS = ['docker-registry', 'skopeo']

const missing = () => PROGRAMS.filter((program) => spawnSync(program, ['--version']).error)

await run(HELP, {}, () => {
  if (missing().length === 0) return 0
  if (process.getuid?.() === 0 && !spawnSync('apt-get', ['--version']).error) install()
  const absent = missing()
  if (absent.length > 0)
    process.stderr.write(
      `Without ${absent.join(' and ')}, the tests against a real registry are skipped; on Debian: sudo apt-get install ${absent.join(' ')}\n`,
    )
  return 0
})

function install(): void {
  process.stderr.write(`Installing ${PROGRAMS.join(' and ')} with apt-get …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (args: string[]) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', ...PROGRAMS, 'openssl'])
}
