import fc from 'fast-check'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { Entry } from '../../src/core/schemas/entry.ts'
import { exampleEntry } from '../example-entry.ts'

/** A text that means to be an entry, and the name of the file it stands in. */
export interface EntryText {
  name: string
  text: string
}

/** What the engine makes of one text: the fields that the catalog shows, or null where it refuses. */
export function judge({ name, text }: EntryText): { entry: Entry | null; errors: Finding[] } {
  const bytes = new TextEncoder().encode(text)
  const path = `packages/${name}.yaml`
  const file = { path, type: 'file' as const, executable: false, size: bytes.length, detail: null }
  const { index, findings } = checkIndex([{ ...file, bytes }])
  const errors = findings.filter((finding) => finding.severity === 'error')
  const shown = errors.length === 0 ? compileCatalog(index).packages[0] : undefined
  return { entry: shown ? pickFields(shown) : null, errors }
}

/** The eight fields of an entry; absent ones stay absent. */
export function pickFields(from: Entry): Entry {
  const { name, ociRef, version, description, homepage, maintainer, tags, signing } = from
  const fields = { name, ociRef, version, description, homepage, maintainer, tags, signing }
  const present = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as Entry
}

/** A text that readers take differently, as far as the client is concerned. */
export interface Trap {
  title: string
  text: string
  /** What the client loads; null where it fails, and with it the whole index. */
  loads: Partial<Entry> | null
  /** What the message about it says of the client. */
  says: string
}

const misread = (field: 'version' | 'description', source: string, value: string): Trap => ({
  title: `${field}: ${source}`,
  text: exampleEntry('trap', { [field]: source }),
  loads: { [field]: value },
  says: `read ${JSON.stringify(value)}`,
})

const MERGED = exampleEntry('trap', { '<<': '{description: hi}' }).replace(
  /^description: .*\n/m,
  '',
)

export const TRAPS: readonly Trap[] = [
  misread('version', '1.10', '1.1'),
  misread('version', '010', '8'),
  misread('version', '0o17', '15'),
  misread('version', '0x1F', '31'),
  misread('version', '1e3', '1000'),
  misread('version', '1_000', '1000'),
  misread('version', '.5', '0.5'),
  misread('description', 'no', 'false'),
  misread('description', 'y', 'true'),
  misread('description', 'yes', 'true'),
  misread('description', 'on', 'true'),
  misread('description', '~', ''),
  misread('description', '!!binary aGVsbG8=', 'hello'),
].map((trap) => ({
  ...trap,
  says: trap.says.replace(/^read/, trap.text.includes('!!') ? 'read' : 'reads'),
}))

void MERGED
