import { privilegedOf } from '../core/components.ts'
import { isRecordOf } from '../core/package-state.ts'
import type { Package } from '../core/schemas/catalog.ts'
import type { Release } from '../core/schemas/release.ts'

/** What a page shows of a package, beside its own fields. */
export interface PackageView {
  title: string
  /** The record of the listed version; an earlier one says nothing of it. */
  checked: Release | null
  /** The record that the contents are of, which can be older than the listed version. */
  record: Release | null
  /** Whether the page may tell how to install it. */
  installable: boolean
  /** The components of `record` that ask for relaxed pod security. */
  privileged: string[]
  /** Markdown: the overview, or the README that came with `record`. */
  text: string | null
  /** Whether `text` is the README. */
  isReadme: boolean
}

export function viewPackage(entry: Package): PackageView {
  const { overview, release, releases, state } = entry
  const record = releases.find((one) => one.version === release?.version) ?? null
  const readme = record?.contents.readme ?? null
  return {
    title: overview?.title ?? entry.name,
    checked: releases.find((one) => isRecordOf(one, entry)) ?? null,
    record,
    installable: state !== 'frozen' && state !== 'yanked',
    privileged: record ? privilegedOf(record.contents).map(({ component }) => component.name) : [],
    text: overview?.body || readme,
    isReadme: !overview?.body && readme !== null,
  }
}
