import { type Compiled, compileCatalog, type History, NO_HISTORY } from '../src/core/catalog.ts'
import { countFindings } from '../src/core/finding.ts'
import { placeOf } from '../src/core/index-file.ts'
import type { Index } from '../src/core/index-model.ts'
import { shrinkProblems } from '../src/core/output-guard.ts'
import { printable } from '../src/core/printable.ts'
import { PUBLISHED_SITE } from '../src/core/published-site.ts'
import { brokenTrustFiles, failingPackages } from '../src/core/quarantine.ts'
import { formatAnnotations, formatFindings, formatSummary } from '../src/core/report.ts'
import type { Package } from '../src/core/schemas/catalog.ts'
import { renderSurface, type Surface } from '../src/core/surface.ts'
import { readHistory, ShallowClone } from '../src/io/git-history.ts'
import { isAddress, type Published, readPublished } from '../src/io/published.ts'
import { sha256 } from '../src/io/sha256.ts'
import { readStatuses } from '../src/io/status-folder.ts'
import { surfaceProblems } from '../src/io/surface-validator.ts'
import { loadIndex } from './load-index.ts'
import { CannotRun, paint } from './run.ts'

export const DEFAULT_SITE_URL = PUBLISHED_SITE

export interface CompileRequest {
  index: string
  siteUrl: string
  quarantine: boolean
  /** Folder or address of what is published now. */
  previous: string
  allowShrink: boolean
  /** Folder of the last re-check's results, or null. */
  status: string | null
  /** Whether dates may be left unknown in a shallow clone. */
  allowShallow: boolean
}

export interface CompileResult {
  /** 0, or 1 where packages were quarantined. */
  exitCode: number
  compiled: Compiled
  surface: Surface
  /** Icons that records name, by their path in the site. */
  icons: ReadonlyMap<string, Uint8Array>
}

/**
 * Checks and compiles an index; prints findings to standard error.
 *
 * @returns null where there are errors and nothing may be published
 * @throws CannotRun where the result must not replace what is published
 */
export async function compile(request: CompileRequest): Promise<CompileResult | null> {
  const { index, findings, shown, sourceOf } = loadIndex(request.index)
  const counts = countFindings(findings)
  if (process.env['GITHUB_ACTIONS'] === 'true') process.stdout.write(formatAnnotations(shown))
  if (shown.length > 0) process.stderr.write(`${formatFindings(shown, sourceOf, paint)}\n`)
  process.stderr.write(`${formatSummary(counts, index.entries.size)}\n`)
  const broken = brokenTrustFiles(index, findings)
  if (counts.error > 0 && (!request.quarantine || broken.length > 0)) {
    process.stderr.write(`Nothing was written. ${remedy(broken)}\n`)
    return null
  }
  const failing = failingPackages(findings)
  const published = await readPrevious(request.previous, failing)
  const quarantined = await lastPublished(failing, published)
  const compiled = compileCatalog(index, history(request), {
    quarantined,
    statuses: readStatuses(request.status),
  })
  const surface = renderSurface(compiled, request.siteUrl, sha256)
  const previous = request.allowShrink ? null : (published?.catalog ?? null)
  refuse([
    ...shrinkProblems(compiled.catalog, previous),
    ...surfaceProblems(surface, request.siteUrl),
  ])
  return { exitCode: counts.error > 0 ? 1 : 0, compiled, surface, icons: iconsOf(index) }
}

function iconsOf({ files }: Index): Map<string, Uint8Array> {
  return new Map(
    files.flatMap(({ path, bytes }) =>
      placeOf(path)?.kind === 'icon' && bytes ? [[path, bytes] as const] : [],
    ),
  )
}

function remedy(broken: string[]): string {
  return broken.length > 0
    ? `Mend ${broken.join(' and ')} first: without trust nothing is published.`
    : '--quarantine publishes the packages that pass.'
}

/**
 * What is published now. An address that does not answer must not hold up a freeze, so it is only
 * fatal where a failing package could not keep its place without it.
 */
async function readPrevious(location: string, failing: string[]): Promise<Published | null> {
  try {
    return await readPublished(location)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (!isAddress(location) || failing.length > 0) throw new CannotRun(message)
    process.stderr.write(
      `${paint('yellow', 'note')} ${message}: cannot tell whether names are lost\n`,
    )
    return null
  }
}

/** What was last published of each failing package; says what becomes of it. */
async function lastPublished(
  names: string[],
  published: Published | null,
): Promise<Map<string, Package | null>> {
  const packages = new Map<string, Package | null>()
  for (const name of names) {
    const kept = (await published?.readPackage(name)) ?? null
    packages.set(name, kept)
    const fate = kept
      ? `stays as published (${kept.version})`
      : 'was never published and is left out'
    process.stderr.write(`${paint('yellow', 'quarantined')} ${printable(name)} ${fate}\n`)
  }
  return packages
}

function history({ index, allowShallow }: CompileRequest): History {
  try {
    return readHistory(index)
  } catch (error) {
    if (!(error instanceof ShallowClone)) throw error
    if (!allowShallow) throw new CannotRun(`${error.message}\nRun git fetch --unshallow.`)
    process.stderr.write(`${paint('yellow', 'note')} ${error.message}: dates are left unknown\n`)
    return NO_HISTORY
  }
}

/** The output guard: what it finds wrong is never published. */
export function refuse(problems: string[]): void {
  if (problems.length === 0) return
  const some = problems.slice(0, 20).map((problem) => `  ${problem}`)
  const rest = problems.length > 20 ? [`  and ${problems.length - 20} more`] : []
  throw new CannotRun(['refused to publish:', ...some, ...rest].join('\n'))
}

/** Checks the address that the index is published under; it becomes links, ids and the base path. */
export function parseSiteUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new CannotRun(`SITE_URL is ${text}, expected an address such as ${DEFAULT_SITE_URL}`)
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}
