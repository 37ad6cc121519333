import { escapeXml } from './escape-xml.ts'
import type { PackageSummary, State } from './schemas/catalog.ts'

const LABEL = 'Cozystack community'
/** About the width of a character of Verdana at 11 px; `textLength` makes every font fit it. */
const CHARACTER = 6.6
const PADDING = 7

/** White on each has a contrast of at least 4.5. */
const GROUNDS: Partial<Record<State, string>> = {
  active: '#17714a',
  pending: '#4d586c',
  deprecated: '#875200',
  stale: '#875200',
}
const GROUND_OF_WARNINGS = '#b3261e'

/** The badge that an author puts into a README: the listed version, or the state that warns of it. */
export function renderBadge({ version, state }: Pick<PackageSummary, 'version' | 'state'>): string {
  const text = state === 'active' || state === 'pending' ? version : `${version} ${state}`
  const [left, right] = [widthOf(LABEL), widthOf(text)]
  const ground = GROUNDS[state] ?? GROUND_OF_WARNINGS
  const title = escapeXml(`${LABEL}: ${text}`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">
<title>${title}</title>
<clipPath id="r"><rect width="${left + right}" height="20" rx="4"/></clipPath>
<g clip-path="url(#r)"><path fill="#1c2f63" d="M0 0h${left}v20H0z"/><path fill="${ground}" d="M${left} 0h${right}v20H${left}z"/></g>
<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${label(LABEL, PADDING, left)}${label(text, left + PADDING, right)}</g>
</svg>
`
}

function label(text: string, x: number, width: number): string {
  return `<text x="${x}" y="14" textLength="${width - 2 * PADDING}">${escapeXml(text)}</text>`
}

function widthOf(text: string): number {
  return Math.round(text.length * CHARACTER) + 2 * PADDING
}
