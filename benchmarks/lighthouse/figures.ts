/** What Lighthouse found of one page. */
export interface Figures {
  performance: number
  accessibility: number
  bestPractices: number
  seo: number
  layoutShift: number
  blockingMs: number
  largestPaintMs: number
  bytes: number
  /** The audits that cost points, except for performance. */
  failed: string[]
}

interface Audit {
  id: string
  title: string
  score: number | null
  numericValue?: number
  details?: { items?: { node?: { selector?: string } }[] }
}

/** The parts of Lighthouse's JSON that are read here. */
interface Report {
  runtimeError?: { message: string }
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, Audit>
}

/**
 * Takes the figures from a report.
 *
 * @throws where Lighthouse could not look at the page, or a figure is not there
 */
export function readFigures(text: string): Figures {
  const { runtimeError, categories, audits } = JSON.parse(text) as Report
  if (runtimeError) throw new Error(runtimeError.message)
  const score = (category: string) => {
    const value = categories[category]?.score
    if (typeof value !== 'number') throw new Error(`Lighthouse gave no score for ${category}`)
    return Math.round(value * 100)
  }
  const figure = (audit: string) => {
    const value = audits[audit]?.numericValue
    if (value === undefined) throw new Error(`Lighthouse did not measure ${audit}`)
    return value
  }
  const failed = ['accessibility', 'best-practices', 'seo'].flatMap((category) =>
    (categories[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => describe(audits[id])),
  )
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    layoutShift: Math.round(figure('cumulative-layout-shift') * 10_000) / 10_000,
    blockingMs: Math.round(figure('total-blocking-time')),
    largestPaintMs: Math.round(figure('largest-contentful-paint')),
    bytes: Math.round(figure('total-byte-weight')),
    failed,
  }
}

function describe(audit: Audit | undefined): string {
  if (!audit) return 'an unknown audit'
  const places = (audit.details?.items ?? []).flatMap((item) => item.node?.selector ?? [])
  return `${audit.id}: ${audit.title}${places.length > 0 ? ` (${places.slice(0, 3).join('; ')})` : ''}`
}

/** The median of each figure; the failed audits of all runs. */
export function medians(runs: readonly Figures[]): Figures {
  const of = (pick: (figures: Figures) => number) =>
    runs.map(pick).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
  return {
    performance: of((one) => one.performance),
    accessibility: of((one) => one.accessibility),
    bestPractices: of((one) => one.bestPractices),
    seo: of((one) => one.seo),
    layoutShift: of((one) => one.layoutShift),
    blockingMs: of((one) => one.blockingMs),
    largestPaintMs: of((one) => one.largestPaintMs),
    bytes: of((one) => one.bytes),
    failed: [...new Set(runs.flatMap((one) => one.failed))],
  }
}

/** The bars that a page misses, in words. */
export function missedBars(figures: Figures): string[] {
  return [
    ...(figures.performance < 98 ? [`performance ${figures.performance}, at least 98`] : []),
    ...(figures.accessibility < 100 ? [`accessibility ${figures.accessibility}, 100`] : []),
    ...(figures.bestPractices < 100 ? [`best practices ${figures.bestPractices}, 100`] : []),
    ...(figures.seo < 100 ? [`SEO ${figures.seo}, 100`] : []),
    ...(figures.layoutShift > 0 ? [`layout shift ${figures.layoutShift}, 0`] : []),
    ...(figures.blockingMs >= 50 ? [`blocked for ${figures.blockingMs} ms, under 50`] : []),
  ]
}

const COLUMNS: [title: string, cell: (figures: Figures) => string][] = [
  ['perf', (one) => String(one.performance)],
  ['a11y', (one) => String(one.accessibility)],
  ['best', (one) => String(one.bestPractices)],
  ['SEO', (one) => String(one.seo)],
  ['CLS', (one) => String(one.layoutShift)],
  ['TBT', (one) => `${one.blockingMs} ms`],
  ['LCP', (one) => `${(one.largestPaintMs / 1000).toFixed(2)} s`],
  ['bytes', (one) => `${(one.bytes / 1000).toFixed(1)} kB`],
]

/** A table of pages by path. */
export function formatTable(pages: ReadonlyMap<string, Figures>): string {
  const width = Math.max(...[...pages.keys()].map((path) => path.length)) + 2
  const head = `${'page'.padEnd(width)}${COLUMNS.map(([title]) => title.padStart(9)).join('')}`
  const rows = [...pages].map(
    ([path, figures]) =>
      `/${path.padEnd(width - 1)}${COLUMNS.map(([, cell]) => cell(figures).padStart(9)).join('')}`,
  )
  return [head, ...rows].join('\n')
}
