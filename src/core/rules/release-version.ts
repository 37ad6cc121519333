import type { Rule } from '../rule.ts'

export const releaseVersion: Rule = {
  id: 'release-version',
  group: 'Records',
  severity: 'error',
  title: 'A version of a package is one artifact.',
  why: 'Records of two artifacts under one version meet where a package takes the name of another, or where v1.2.0 and 1.2.0 were both recorded: whoever asks for the version would get either.',
  *index(index) {
    for (const [name, records] of index.releases) {
      const byVersion = Map.groupBy(records, ({ version }) => version.replace(/^v/, ''))
      for (const [, same] of byVersion) {
        for (const document of same) {
          const others = same.filter(
            ({ value }) => value && document.value && value.digest !== document.value.digest,
          )
          if (others.length === 0) continue
          yield {
            document,
            message: `${name} has another artifact of this version, recorded in ${others.map(({ path }) => path).join(', ')}`,
            fix: 'Records are never edited: let the packages keep names of their own.',
          }
        }
      }
    }
  },
}
