import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const astroBin = join(
  dirname(createRequire(import.meta.url).resolve('astro/package.json')),
  'bin/astro.mjs',
)

/**
 * Builds the pages from a compiled catalog, in a process of its own.
 *
 * @param catalogDir the folder that holds the compiled catalog
 * @param out the folder that the pages are written to
 * @throws with Astro's output where it fails, or warns: it drops a page that collides with a file
 *   and only warns of it
 */
export async function buildPages(catalogDir: string, out: string, siteUrl: string): Promise<void> {
  const env = {
    ...process.env,
    CATALOG_DIR: catalogDir,
    SITE_OUT: out,
    SITE_URL: siteUrl,
    ASTRO_TELEMETRY_DISABLED: '1',
  }
  const { code, output } = await runAstro(['build'], env)
  const warnings = output.split('\n').filter((line) => /\[(WARN|ERROR)\]/i.test(line))
  if (code !== 0) throw new Error(`Astro failed:\n${output}`)
  if (warnings.length > 0) throw new Error(`Astro warns:\n${warnings.join('\n')}`)
}

/** Starts Astro's development server on a compiled catalog; ends when it is stopped. */
export async function developPages(
  catalogDir: string,
  siteUrl: string,
  port: number,
): Promise<number> {
  const env = {
    ...process.env,
    CATALOG_DIR: catalogDir,
    SITE_URL: siteUrl,
    ASTRO_TELEMETRY_DISABLED: '1',
  }
  const child = spawn(
    process.execPath,
    [astroBin, 'dev', '--host', '127.0.0.1', '--port', String(port)],
    {
      env,
      stdio: 'inherit',
    },
  )
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 0)))
}

function runAstro(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [astroBin, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += stripVTControlCharacters(chunk.toString())
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
