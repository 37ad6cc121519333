import type { PackageSummary, State } from './schemas/catalog.ts'

/** What a card says. Every text is a stranger's, or may be. */
export interface CardText {
  /** The small line above: registry and organisation. */
  above: string | null
  name: string
  /** In the first pill. */
  version: string | null
  /** What is to know before installing, in the second pill; null for a package that is in order. */
  state: { label: string; tone: Tone } | null
  description: string
}

/** How much a state is to be noticed. */
export type Tone = 'quiet' | 'warning' | 'danger'

const TONES: Record<State, Tone | null> = {
  active: null,
  pending: 'quiet',
  deprecated: 'warning',
  stale: 'warning',
  failing: 'warning',
  moved: 'danger',
  yanked: 'danger',
  frozen: 'danger',
  renamed: 'quiet',
  removed: 'quiet',
}

/** The card of every page that is not a package's. */
export const SITE_CARD: CardText = {
  above: null,
  name: 'Packages for Cozystack, by its community',
  version: null,
  state: null,
  description: 'Find a package, see who publishes and signs it, and tap it with one command.',
}

/** Where the card of the site is published, and that of a package. */
export const SITE_CARD_PATH = 'og.png'
export function packageCardPath(name: string): string {
  return `og/${name}.png`
}

/** What the card of a package says; `labels` are the words of the site for states. */
export function packageCard(
  { owner, name, version, description, state }: PackageSummary,
  labels: Record<State, { label: string }>,
): CardText {
  const tone = TONES[state]
  return {
    above: owner,
    name,
    version,
    state: tone && { label: labels[state].label, tone },
    description,
  }
}
