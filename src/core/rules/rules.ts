import type { Rule } from '../rule.ts'
import { byteOrderMark } from './byte-order-mark.ts'
import { claimKind } from './claim-kind.ts'
import { claimLabel } from './claim-label.ts'
import { claimPackageSource } from './claim-package-source.ts'
import { cozystackRange } from './cozystack-range.ts'
import { encoding } from './encoding.ts'
import { fieldCase } from './field-case.ts'
import { fieldMissing } from './field-missing.ts'
import { fieldType } from './field-type.ts'
import { fieldUnknown } from './field-unknown.ts'
import { fieldValue } from './field-value.ts'
import { fileEmpty } from './file-empty.ts'
import { fileMode } from './file-mode.ts'
import { fileReadable } from './file-readable.ts'
import { fileSize } from './file-size.ts'
import { fileType } from './file-type.ts'
import { fileUnexpected } from './file-unexpected.ts'
import { frontMatter } from './front-matter.ts'
import { license } from './license.ts'
import { lifecyclePackage } from './lifecycle-package.ts'
import { lifecycleTarget } from './lifecycle-target.ts'
import { lifecycleVersion } from './lifecycle-version.ts'
import { lineEndings } from './line-endings.ts'
import { markdownHtml } from './markdown-html.ts'
import { markdownImage } from './markdown-image.ts'
import { markdownLink } from './markdown-link.ts'
import { markdownNesting } from './markdown-nesting.ts'
import { name } from './name.ts'
import { nameConfusable } from './name-confusable.ts'
import { nameFile } from './name-file.ts'
import { namePage } from './name-page.ts'
import { nameReserved } from './name-reserved.ts'
import { nameSimilar } from './name-similar.ts'
import { ociRef } from './oci-ref.ts'
import { ociRefDuplicate } from './oci-ref-duplicate.ts'
import { overviewOrphan } from './overview-orphan.ts'
import { registry } from './registry.ts'
import { releaseDigest } from './release-digest.ts'
import { releaseJson } from './release-json.ts'
import { releasePath } from './release-path.ts'
import { releaseVersion } from './release-version.ts'
import { signingIdentity } from './signing-identity.ts'
import { signingIssuer } from './signing-issuer.ts'
import { signingOwner } from './signing-owner.ts'
import { tags } from './tags.ts'
import { tapSourceNameRule } from './tap-source-name.ts'
import { textCharacters } from './text-characters.ts'
import { textHtml } from './text-html.ts'
import { textLength } from './text-length.ts'
import { textNormalization } from './text-normalization.ts'
import { textOneLine } from './text-one-line.ts'
import { url } from './url.ts'
import { version } from './version.ts'
import { yamlAlias } from './yaml-alias.ts'
import { yamlDirective } from './yaml-directive.ts'
import { yamlDuplicateKey } from './yaml-duplicate-key.ts'
import { yamlKey } from './yaml-key.ts'
import { yamlMergeKey } from './yaml-merge-key.ts'
import { yamlOneDocument } from './yaml-one-document.ts'
import { yamlPlainScalar } from './yaml-plain-scalar.ts'
import { yamlPortable } from './yaml-portable.ts'
import { yamlSyntax } from './yaml-syntax.ts'
import { yamlTab } from './yaml-tab.ts'
import { yamlTag } from './yaml-tag.ts'

/** Every offline rule. To add one: a file here, a test, a fixture folder, and a line in this list. */
export const RULES: readonly Rule[] = [
  byteOrderMark,
  claimKind,
  claimLabel,
  claimPackageSource,
  cozystackRange,
  encoding,
  fieldCase,
  fieldMissing,
  fieldType,
  fieldUnknown,
  fieldValue,
  fileEmpty,
  fileMode,
  fileReadable,
  fileSize,
  fileType,
  fileUnexpected,
  frontMatter,
  license,
  lifecyclePackage,
  lifecycleTarget,
  lifecycleVersion,
  lineEndings,
  markdownHtml,
  markdownImage,
  markdownLink,
  markdownNesting,
  nameConfusable,
  nameFile,
  namePage,
  nameReserved,
  nameSimilar,
  name,
  ociRefDuplicate,
  ociRef,
  overviewOrphan,
  registry,
  releaseDigest,
  releaseJson,
  releasePath,
  releaseVersion,
  signingIdentity,
  signingIssuer,
  signingOwner,
  tags,
  tapSourceNameRule,
  textCharacters,
  textHtml,
  textLength,
  textNormalization,
  textOneLine,
  url,
  version,
  yamlAlias,
  yamlDirective,
  yamlDuplicateKey,
  yamlKey,
  yamlMergeKey,
  yamlOneDocument,
  yamlPlainScalar,
  yamlPortable,
  yamlSyntax,
  yamlTab,
  yamlTag,
]
