import { fileURLToPath } from 'node:url'
import type { Guide } from '../src/core/guide/guide.ts'
import { GUIDES_FOLDER } from '../src/core/guide/guide-link.ts'
import type { Surface } from '../src/core/surface.ts'

export const GUIDES_DIR = fileURLToPath(new URL(`../${GUIDES_FOLDER}/`, import.meta.url))

/** The files that pages are made of: what is published as JSON, and the guides, which are not. */
export function pageData(surface: Surface, guides: readonly Guide[]): Map<string, string> {
  return new Map([...surface, ['guides.json', JSON.stringify(guides)]])
}
