import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OutputChunk, rolldown } from 'rolldown'
import { formatBytes } from '../src/core/bytes.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Packs the client as an npm package: its sources and what they need, bundled, without a dependency.

  npm run pack:cozypkg                    dist-cozypkg/cozypkg-<version>.tgz
  npm run pack:cozypkg -- --out DIR       into another folder

Exit code: 0 packed, 2 could not.
`

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Not bundled: native code, which only draws icons; where it is absent they are not drawn. */
const EXTERNAL = ['sharp']

await run(HELP, { out: { type: 'string', default: 'dist-cozypkg' } }, async ({ out }) => {
  const folder = resolve(out, 'package')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const chunks = await bundle(folder)
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licences(chunks))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
  copyFileSync(join(ROOT, 'docs/cozypkg.md'), join(folder, 'README.md'))
  const { file, size, unpackedSize } = pack(folder, resolve(out))
  process.stdout.write(
    `${file}: ${formatBytes(size)}, ${formatBytes(unpackedSize)} unpacked, ${chunks.length} files of code\n`,
  )
  return 0
})

/** Node strips no types inside node_modules, so the package holds JavaScript. */
async function bundle(folder: string): Promise<OutputChunk[]> {
  const build = await rolldown({
    input: { main: join(ROOT, 'src/cli/main.ts') },
    platform: 'node',
    external: EXTERNAL,
    // What is optional to a dependency is asked for inside a try, and may be missing.
    logLevel: 'silent',
  })
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'lib/[name]-[hash].js',
  })
  await build.close()
  return output.filter((one) => one.type === 'chunk')
}

function manifest(): object {
  const { version, license, repository } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  )
  return {
    name: '@cozystack/cozypkg',
    version,
    description: 'Finds, taps and publishes packages of the Cozystack community index',
    license,
    repository,
    type: 'module',
    bin: { cozypkg: 'main.js' },
    files: ['main.js', 'lib', 'THIRD-PARTY-LICENSES.txt'],
    engines: { node: '>=22.12' },
    publishConfig: { access: 'public', provenance: true },
  }
}

/** The notices of every package whose code is in the bundle, as their licences demand. */
function licences(chunks: readonly OutputChunk[]): string {
  const folders = new Set(
    chunks
      .flatMap(({ moduleIds }) => moduleIds)
      .flatMap((id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []),
  )
  return [...folders]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      )
      return { title: `${name} ${version} (${license})`, text: licenceText(folder) }
    })
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, text }) => `${title}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name))
  return file
    ? readFileSync(join(folder, file), 'utf8').trim()
    : 'Its package brings no text of its licence.'
}

function pack(folder: string, out: string): { file: string; size: number; unpackedSize: number } {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['pack', '--json', '--offline', '--pack-destination', out]
  const { status, stdout, stderr } = spawnSync(npm, args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new CannotRun(`npm pack failed:\n${stderr}`)
  const [packed] = Object.values(JSON.parse(stdout)) as {
    filename: string
    size: number
    unpackedSize: number
  }[]
  if (!packed) throw new CannotRun('npm pack says nothing of what it packed')
  return { ...packed, file: join(out, packed.filename) }
}
