import type { Index } from '../index-model.ts'
import { recordedReleases } from '../recorded-releases.ts'
import type { Rule } from '../rule.ts'

export const lifecycleVersion: Rule = {
  id: 'lifecycle-version',
  group: 'Records',
  severity: 'error',
  title: 'A yanked version is spelled as it is listed.',
  why: 'Tags are compared letter by letter: a yank of 1.2.0 where v1.2.0 is listed would protect nobody, while everybody believes that it does.',
  *index(index) {
    const document = index.lifecycleDocument
    if (!document) return
    for (const [name, state] of Object.entries(index.lifecycle)) {
      const yanked = ('yanked' in state && state.yanked) || {}
      const known = versionsOf(name, index)
      for (const version of Object.keys(yanked)) {
        const meant = known.find((one) => bare(one) === bare(version))
        if (!meant || known.includes(version)) continue
        yield {
          document,
          message: `${name}: ${version} is yanked, and the version is called ${meant}`,
          fix: `Write ${meant}.`,
          at: { path: [name, 'yanked', version], role: 'key' },
        }
      }
    }
  },
}

function versionsOf(name: string, index: Index): string[] {
  const listed = index.entries.get(name)?.value?.version
  return [...(listed ? [listed] : []), ...recordedReleases(name, index).map((one) => one.version)]
}

function bare(version: string): string {
  return version.replace(/^v/, '')
}
