import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const releasePath: Rule = {
  id: 'release-path',
  group: 'Records',
  severity: 'error',
  title: 'A release record stands under its package and version.',
  why: 'The path says which package and version was verified; a record under another path would vouch for something nobody looked at.',
  *index(index) {
    const listed = new Set(index.files.map((file) => file.path))
    for (const records of index.releases.values()) {
      for (const document of records) {
        const { name, version, value } = document
        if (value && value.version !== version) {
          yield {
            document,
            message: `the record is of version ${quote(value.version)}, the file of ${quote(version)}`,
            fix: `Restore releases/${name}/${value.version}.json from git.`,
          }
        }
        if (!listed.has(`packages/${name}.yaml`) && !index.lifecycle[name]) {
          yield {
            document,
            message: `there is neither an entry nor a tombstone called ${quote(name)}`,
            fix: 'Restore the entry, or record its removal in lifecycle.yaml.',
          }
        }
      }
    }
  },
}
