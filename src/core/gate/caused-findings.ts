import { checkIndex } from '../check-index.ts'
import type { EntryDocument } from '../document.ts'
import { compareFindings, type Finding } from '../finding.ts'
import type { IndexFile } from '../index-file.ts'
import { lineAndColumn } from '../position.ts'
import { printable } from '../printable.ts'
import { locate } from '../yaml/read-yaml.ts'
import { pathInRepository, type TreeChange } from './branch.ts'

/**
 * The findings that a branch itself causes: errors that base does not have in the same words, and
 * everything else that is said of the files it changes. Files are named as in the repository.
 */
export function causedFindings(
  findings: readonly Finding[],
  changes: readonly TreeChange[],
  before: readonly IndexFile[],
): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  // Base is only asked where there is something that it could excuse.
  const old = new Set(errors.length > 0 ? checkIndex(before).findings.map(keyOf) : [])
  const changed = new Set(changes.map(({ path }) => path))
  const isChanged = ({ file }: Finding) => changed.has(pathInRepository(file))
  const caused = errors.filter((finding) => !old.has(keyOf(finding)))
  // Of a clash both sides are told; the side that the author can mend is enough.
  const told = new Set(caused.filter(isChanged).map(({ rule }) => rule))
  return [
    ...caused.filter((finding) => isChanged(finding) || !told.has(finding.rule)),
    ...findings.filter((finding) => finding.severity !== 'error' && isChanged(finding)),
  ]
    .map((finding) => ({ ...finding, file: pathInRepository(finding.file) }))
    .sort(compareFindings)
}

function keyOf({ rule, file, message }: Finding): string {
  return JSON.stringify([rule, file, message])
}

/** What is found in an artifact, on the line of the entry that lists it. */
export function artifactFindings(findings: readonly Finding[], entry: EntryDocument): Finding[] {
  const place = placeOfVersion(entry)
  return findings.map((finding) => {
    const { file, line } = finding
    const where = file.startsWith('sha256:') ? '' : `${file}${line === null ? '' : `:${line}`}: `
    return { ...finding, ...place, message: printable(`${where}${finding.message}`) }
  })
}

/** What rules find in the record that a merge would lead to, on the line of the entry. */
export function recordFindings(findings: readonly Finding[], entry: EntryDocument): Finding[] {
  const place = placeOfVersion(entry)
  return findings.map((finding) => ({ ...finding, ...place }))
}

function placeOfVersion({ path, text, yaml }: EntryDocument): Pick<Finding, 'file' | 'line'> {
  const offset = yaml ? locate(yaml, ['version']) : 0
  return { file: pathInRepository(path), ...lineAndColumn(text, offset) }
}
