import { decodeUtf8 } from '../utf8.ts'
import { type ArtifactTree, joinPath, parentOf } from './artifact-tree.ts'
import { type FindingList, wholeFile } from './finding-list.ts'
import type { Manifest } from './manifests.ts'

const MAX_README = 64 * 1024

/** The README at the root of the artifact, or else the one nearest to its first PackageSource. */
export function readReadme(
  tree: ArtifactTree,
  sources: readonly Manifest[],
  findings: FindingList,
): string | null {
  const file = candidates(tree, sources).find((path) => tree.hasFile(path))
  const bytes = file === undefined ? undefined : tree.artifact.files.get(file)
  if (file === undefined || !bytes) return null
  const text = decodeUtf8(bytes)?.replace(/^\ufeff/, '')
  if (text === undefined) {
    findings.add(
      'readme',
      wholeFile(file),
      'expected UTF-8, so it is left out',
      'Save it as UTF-8.',
    )
    return null
  }
  if (bytes.length <= MAX_README) return text
  const message = `longer than ${MAX_README} bytes, so the rest is left out`
  findings.add(
    'readme',
    wholeFile(file),
    message,
    'Shorten it, and link to the full documentation.',
  )
  return cut(text)
}

function candidates(tree: ArtifactTree, sources: readonly Manifest[]): string[] {
  const folders = [tree.root, '']
  const [first] = sources
  for (let folder = parentOf(first?.file ?? ''); folder !== ''; folder = parentOf(folder)) {
    folders.push(folder)
  }
  return folders.map((folder) => joinPath(folder, 'README.md'))
}

/** Cuts at the end of a line, by bytes. */
function cut(text: string): string {
  const bytes = new TextEncoder().encode(text).subarray(0, MAX_README)
  const whole = new TextDecoder().decode(bytes, { stream: true })
  return whole.slice(0, whole.lastIndexOf('\n') + 1) || whole
}
