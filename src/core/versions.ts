import semver from 'semver'
import { compareText } from './compare-text.ts'

/** Semantic order; versions that differ only in a leading v are ordered as text. */
export function compareVersions(a: string, b: string): number {
  return semver.compare(a, b) || compareText(a, b)
}
