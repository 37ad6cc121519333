import type { Decision, Lane } from './verdict.ts'

/**
 * One row of the lane table. The judge decides by these rows and nothing else, the site renders
 * them, and the tests hold a branch against each.
 */
export interface LaneRow {
  id: string
  group: (typeof LANE_GROUPS)[number]
  /** What changes. */
  what: string
  /** Under which condition, in words. */
  when: string
  lane: Lane
  /** Why it is so. */
  why: string
  /** Decided by asking the registry: taken as passed with `--offline`. */
  online?: true
}

export const LANE_GROUPS = [
  'Version',
  'Artifact',
  'Texts',
  'Entry',
  'Overview',
  'Lifecycle',
  'Policy',
  'Branch',
] as const

/** Every row; ids are for ever, because verdicts, comments and links name them. */
export const LANE_ROWS = [
  {
    id: 'version-up',
    group: 'Version',
    what: 'version of an entry',
    when: 'up within its major version, to a release that is no pre-release',
    lane: 'auto',
    why: 'The signature shows that the recorded workflow built the release, and the comparison that it asks the cluster for nothing new. There is nothing left that a person could see better.',
  },
  {
    id: 'version-major',
    group: 'Version',
    what: 'version of an entry',
    when: 'up, to another major version',
    lane: 'review',
    why: 'A new major version says of itself that it breaks what was there.',
  },
  {
    id: 'version-pre-release',
    group: 'Version',
    what: 'version of an entry',
    when: 'up, to a pre-release',
    lane: 'review',
    why: 'Everybody who follows the index gets what is listed, also those who never asked for a preview.',
  },
  {
    id: 'version-yank-fallback',
    group: 'Version',
    what: 'version of an entry',
    when: 'down, to the newest recorded version that is not yanked, when all higher ones are yanked on base',
    lane: 'review',
    why: 'The way back from a bad release; a person looks whether it is one.',
  },
  {
    id: 'version-down',
    group: 'Version',
    what: 'version of an entry',
    when: 'down, in any other way',
    lane: 'refused',
    why: 'An old release is signed as well as a new one: who may go back can bring back a hole that was closed.',
  },
  {
    id: 'version-equal',
    group: 'Version',
    what: 'version of an entry',
    when: 'another spelling of the same version, as v1.2.0 and 1.2.0',
    lane: 'refused',
    why: 'Two tags of one version are two artifacts under one name.',
  },
  {
    id: 'version-yanked',
    group: 'Version',
    what: 'version of an entry',
    when: 'to a version that is yanked on base',
    lane: 'refused',
    why: 'Somebody found that nobody should install it.',
  },
  {
    id: 'version-not-highest',
    group: 'Artifact',
    what: 'version of an entry',
    when: 'not the highest release tag of the registry that is not yanked, or the registry does not list its tags',
    lane: 'review',
    why: 'A bump that passes over newer releases is either a maintained older line or an attempt to keep users on a hole.',
    online: true,
  },
  {
    id: 'footprint-larger',
    group: 'Artifact',
    what: 'what a new version brings into a cluster',
    when: 'a new privileged component, namespace, PackageSource, application, dependency or kind',
    lane: 'review',
    why: 'Charts run with cluster-admin rights. What reaches further than before is looked at by a person.',
    online: true,
  },
  {
    id: 'footprint-unknown',
    group: 'Artifact',
    what: 'what a new version brings into a cluster',
    when: 'there is no recorded release to compare it with',
    lane: 'review',
    why: 'Unknown is not unchanged.',
    online: true,
  },
  {
    id: 'dependency-unresolved',
    group: 'Artifact',
    what: 'a PackageSource that a version depends on',
    when: 'neither the artifact, the platform nor another listed package brings it',
    lane: 'review',
    why: 'The package would wait for it on every cluster, and for whoever takes the name one day.',
    online: true,
  },
  {
    id: 'claim-awaited',
    group: 'Artifact',
    what: 'a PackageSource that a version brings',
    when: 'for the first time, while releases of others already depend on its name',
    lane: 'review',
    why: 'Whoever brings it is trusted by all that wait for it; a person asks whether they mean this one.',
    online: true,
  },
  {
    id: 'tag-moved',
    group: 'Artifact',
    what: 'the artifact under a version',
    when: 'its tag names another digest than the one that is recorded, or that was judged before',
    lane: 'refused',
    why: 'A version is one artifact for ever. What was approved is not what would be listed.',
    online: true,
  },
  {
    id: 'artifact-unasked',
    group: 'Artifact',
    what: 'version, ociRef or signing of an entry',
    when: 'no registry is asked, because of an error that base has too: the entry calls itself otherwise than its file, or stands beside its own tombstone',
    lane: 'review',
    why: 'What nobody looked at does not pass by itself.',
  },
  {
    id: 'text-by-owner',
    group: 'Texts',
    what: 'description, tags, or homepage on the same host (github.com, gitlab.com, *.github.io: and under the same first path segment)',
    when: 'by an account that policy.yaml on base names as an owner of the package',
    lane: 'auto',
    why: 'Owners may say in their own words what their package is; every rule on texts still applies.',
  },
  {
    id: 'text-by-other',
    group: 'Texts',
    what: 'description, tags, or homepage on the same host',
    when: 'by anybody else',
    lane: 'review',
    why: 'A text is an advertisement in somebody’s name.',
  },
  {
    id: 'homepage-moved',
    group: 'Texts',
    what: 'homepage',
    when: 'to another host, another account of the same host, or for the first time, or no more',
    lane: 'review',
    why: 'The homepage is where people go to decide whether to trust a package.',
  },
  {
    id: 'entry-form',
    group: 'Texts',
    what: 'comments, quotes and layout of an entry',
    when: 'anything but the changed fields reads differently',
    lane: 'review',
    why: 'What no rule reads, a person does.',
  },
  {
    id: 'entry-new',
    group: 'Entry',
    what: 'a new entry',
    when: 'always',
    lane: 'review',
    why: 'A name, a publisher and a signer are trusted from here on.',
  },
  {
    id: 'oci-ref',
    group: 'Entry',
    what: 'ociRef',
    when: 'always',
    lane: 'review',
    why: 'It says whose artifacts everybody gets from now on.',
  },
  {
    id: 'maintainer',
    group: 'Entry',
    what: 'maintainer',
    when: 'always',
    lane: 'review',
    why: 'It names a person to blame and to ask.',
  },
  {
    id: 'signing',
    group: 'Entry',
    what: 'signing.identity, signing.issuer',
    when: 'always',
    lane: 'review',
    why: 'Whoever is named here can release without a person looking.',
  },
  {
    id: 'package-frozen',
    group: 'Entry',
    what: 'the entry of a frozen package',
    when: 'any change, while lifecycle.yaml on base says frozen',
    lane: 'review',
    why: 'A freeze is an emergency: nothing about the package moves by itself until it is over.',
  },
  {
    id: 'entry-unreadable',
    group: 'Entry',
    what: 'an entry that cannot be read',
    when: 'on base, or after the change, which then breaks a rule too',
    lane: 'review',
    why: 'There is nothing to compare it with, field by field.',
  },
  {
    id: 'entry-removed',
    group: 'Entry',
    what: 'an entry is deleted',
    when: 'with its tombstone in lifecycle.yaml, and nobody depends on it',
    lane: 'review',
    why: 'Removal takes a package from everybody who uses it.',
  },
  {
    id: 'removal-without-tombstone',
    group: 'Entry',
    what: 'an entry is deleted or renamed',
    when: 'without its tombstone in lifecycle.yaml',
    lane: 'refused',
    why: 'A name that simply vanishes is free for somebody else, who then is installed by everybody who knew it.',
  },
  {
    id: 'removal-blocked',
    group: 'Entry',
    what: 'an entry is deleted',
    when: 'while a listed package depends on a PackageSource of it',
    lane: 'refused',
    why: 'The packages that need it could not be installed any more.',
  },
  {
    id: 'overview',
    group: 'Overview',
    what: 'an overview is added, changed or deleted',
    when: 'always',
    lane: 'review',
    why: 'It is a page of free text with links on our site.',
  },
  {
    id: 'lifecycle',
    group: 'Lifecycle',
    what: 'lifecycle.yaml',
    when: 'alone, or with the files of the packages it names',
    lane: 'review',
    why: 'States are maintainers’ decisions.',
  },
  {
    id: 'lifecycle-with-others',
    group: 'Lifecycle',
    what: 'lifecycle.yaml',
    when: 'together with a package whose state does not change',
    lane: 'refused',
    why: 'A freeze must be a change that one look understands, and can be undone by itself.',
  },
  {
    id: 'tombstone-lost',
    group: 'Lifecycle',
    what: 'a tombstone in lifecycle.yaml',
    when: 'taken away, taken back, or claiming less than before',
    lane: 'refused',
    why: 'Names, PackageSources and kinds of removed packages stay taken for ever: clusters still have them.',
  },
  {
    id: 'policy',
    group: 'Policy',
    what: 'policy.yaml',
    when: 'alone',
    lane: 'review',
    why: 'It says who is trusted with what.',
  },
  {
    id: 'policy-with-others',
    group: 'Policy',
    what: 'policy.yaml',
    when: 'together with anything else',
    lane: 'refused',
    why: 'A change of trust that profits from itself is missed too easily.',
  },
  {
    id: 'trust-unreadable',
    group: 'Policy',
    what: 'anything in the index',
    when: 'while policy.yaml or lifecycle.yaml on base cannot be relied on, and the change does not mend it',
    lane: 'refused',
    why: 'Without them nobody knows who is trusted and what is frozen.',
  },
  {
    id: 'recorder-only',
    group: 'Branch',
    what: 'anything under releases/ or icons/',
    when: 'always',
    lane: 'refused',
    why: 'Records are evidence. The recorder writes them, once, and nobody changes them.',
  },
  {
    id: 'not-a-place',
    group: 'Branch',
    what: 'a path in index/ that the index has no place for',
    when: 'added or changed',
    lane: 'refused',
    why: 'Clients read every YAML file below the folder; one that is no entry fails them all.',
  },
  {
    id: 'not-a-place-removed',
    group: 'Branch',
    what: 'a path in index/ that the index has no place for',
    when: 'deleted',
    lane: 'review',
    why: 'It mends the folder.',
  },
  {
    id: 'not-regular',
    group: 'Branch',
    what: 'a path in index/ that is a link, a submodule, a folder in a file’s place, or executable',
    when: 'added or changed',
    lane: 'refused',
    why: 'What a reviewer sees and what a reader gets must be the same bytes.',
  },
  {
    id: 'index-twin',
    group: 'Branch',
    what: 'a path that is index/ to some file systems, such as Index/',
    when: 'added or changed',
    lane: 'refused',
    why: 'A checkout on another system would mix it into the index.',
  },
  {
    id: 'outside-with-index',
    group: 'Branch',
    what: 'files outside index/',
    when: 'together with anything inside',
    lane: 'refused',
    why: 'A change of code must not hide beside a bump that merges by itself.',
  },
  {
    id: 'outside',
    group: 'Branch',
    what: 'files outside index/',
    when: 'nothing inside changes',
    lane: 'none',
    why: 'The gate judges the index. Code is reviewed as code.',
  },
  {
    id: 'too-many-entries',
    group: 'Branch',
    what: 'more than 10 packages in one pull request',
    when: 'always',
    lane: 'refused',
    why: 'Nobody reads the eleventh.',
  },
  {
    id: 'finding',
    group: 'Branch',
    what: 'a file that breaks a rule, or makes another break one',
    when: 'the rule is an error, and base did not break it in the same way',
    lane: 'refused',
    why: 'Rules are what every client relies on. The findings say how to mend it.',
  },
  {
    id: 'conflict',
    group: 'Branch',
    what: 'a branch that does not merge with base',
    when: 'git finds a conflict, or no common history',
    lane: 'refused',
    why: 'There is no result to judge.',
  },
] as const satisfies readonly LaneRow[]

export type LaneRowId = (typeof LANE_ROWS)[number]['id']

const BY_ID = new Map<string, LaneRow>(LANE_ROWS.map((row) => [row.id, row]))

/** Decides by a row of the table; the reason is about the change at hand. */
export function decide(id: LaneRowId, reason: string): Decision {
  const row = BY_ID.get(id)
  if (!row) throw new Error(`the lane table has no row ${id}`)
  return { row: id, lane: row.lane, reason }
}
