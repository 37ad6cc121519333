import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authoredTexts } from '../src/core/output-guard.ts'
import { renderWordIndex } from '../src/core/word-index.ts'
import { buildPages } from '../src/io/astro-build.ts'
import { replaceFolder, writeFiles } from '../src/io/output-folder.ts'
import { siteProblems } from '../src/io/site-guard.ts'
import { type CompileRequest, compile, refuse } from './compile.ts'
import { paint } from './run.ts'

/**
 * Compiles an index and builds the whole site into `out`, which is replaced only when everything
 * has passed the output guard.
 *
 * @returns the exit code: 0, or 1 where there are errors
 */
export async function buildSite(request: CompileRequest, out: string): Promise<number> {
  const started = Date.now()
  const result = await compile(request)
  if (!result) return 1
  const authored = authoredTexts(result.compiled.packages)
  const base = new URL(request.siteUrl).pathname
  const catalogDir = mkdtempSync(join(tmpdir(), 'packages-index-'))
  const clean = () => rmSync(catalogDir, { recursive: true, force: true })
  process.on('exit', clean)
  try {
    writeFiles(catalogDir, result.surface)
    await replaceFolder(out, async (folder) => {
      await step('pages', () => buildPages(catalogDir, folder, request.siteUrl))
      writeFiles(folder, result.surface)
      writeFiles(folder, result.icons)
      await step('search', () => writeFiles(folder, renderWordIndex(result.compiled.packages)))
      await step('guard', () => refuse(siteProblems(folder, base, authored)))
    })
  } finally {
    process.off('exit', clean)
    clean()
  }
  process.stderr.write(`${out} built in ${seconds(started)}\n`)
  return result.exitCode
}

async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const started = Date.now()
  const result = await work()
  process.stderr.write(`${paint('dim', `${name.padEnd(8)} ${seconds(started)}`)}\n`)
  return result
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
