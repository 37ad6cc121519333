import type { ContentCode } from './contents/codes.ts'

/** What can be found about an artifact before its content is read. */
export const ARCHIVE_CODES = {
  'artifact-missing': {
    severity: 'error',
    title: 'The listed version can be pulled by anybody.',
    why: 'Clusters pull without an account. A tag that is not there, and a package that its registry keeps private, as GitHub does with every new one, cannot be installed by anybody else.',
  },
  'artifact-type': {
    severity: 'error',
    title: 'The tag names a Flux artifact.',
    why: 'Clusters fetch packages through Flux. An image, a Helm chart or a multi-platform index under that tag is nothing it can unpack.',
  },
  'archive-format': {
    severity: 'error',
    title: 'The layer is one complete .tar.gz.',
    why: 'A cut-off archive, or bytes behind its end, are read differently by different readers: what was checked would not be what a cluster gets.',
  },
  'archive-path': {
    severity: 'error',
    title: 'Paths stay inside the archive, and each stands once.',
    why: 'A path that leads outside can overwrite a reader’s files, and of two entries of one name each reader keeps another.',
  },
  'archive-entry': {
    severity: 'error',
    title: 'An archive holds files, folders and links only.',
    why: 'Devices, sparse files and headers that change sizes are ways to make two readers see two contents.',
  },
  'archive-limit': {
    severity: 'error',
    title: 'An archive is not larger than a cluster should unpack.',
    why: 'At most 64 MiB compressed, 256 MiB unpacked and 20,000 entries: a small archive can otherwise fill a disk.',
  },
  'archive-link': {
    severity: 'info',
    title: 'Links in an archive are skipped.',
    why: 'Flux leaves links out, so that what they point at must be there as a file where a chart needs it.',
  },
} satisfies Record<string, ContentCode>

/** Why a signature is not accepted. */
export const SIGNATURE_CODES = {
  'signature-missing': {
    severity: 'error',
    title: 'A release is signed, keylessly, with cosign.',
    why: 'Without a signature nobody can tell who built what a cluster would run.',
  },
  'signature-identity': {
    severity: 'error',
    title: 'The identity that the entry names has signed.',
    why: 'It is compared character by character: a similar workflow is another workflow.',
  },
  'signature-issuer': {
    severity: 'error',
    title: 'The issuer that the entry names vouches for the identity.',
    why: 'The same identity from another issuer can be anybody.',
  },
  'signature-digest': {
    severity: 'error',
    title: 'The signature is of this artifact.',
    why: 'A good signature of another digest proves nothing about this one.',
  },
  'signature-payload': {
    severity: 'error',
    title: 'What was signed is what cosign signs, unchanged.',
    why: 'A payload of another type, or one that was changed afterwards, is no statement about an artifact.',
  },
  'signature-certificate': {
    severity: 'error',
    title: 'The certificate comes from the trusted authority and was valid when it was used.',
    why: 'Anybody can make a certificate; only the authority’s says who asked for it.',
  },
  'signature-log': {
    severity: 'error',
    title: 'The signature stands in the transparency log.',
    why: 'The log proves when it was made, and lets the owner of an identity notice that somebody else used it.',
  },
  'signature-source': {
    severity: 'error',
    title: 'The repository that was built is the recorded one.',
    why: 'An account that was deleted and registered anew has the same name and another number: its releases are not its predecessor’s.',
  },
  'signature-trigger': {
    severity: 'error',
    title: 'A release workflow was started by its owners.',
    why: 'A run for a pull request builds what strangers wrote, under the identity of the repository.',
  },
} satisfies Record<string, ContentCode>

export type ArchiveCode = keyof typeof ARCHIVE_CODES
export type SignatureCode = keyof typeof SIGNATURE_CODES
