import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Argument } from 'commander'
import { type ArtifactReference, parseReference } from '../../core/oci-ref.ts'
import type { Mirror } from '../../io/mirror-index.ts'
import type { Cli, CliCommand } from '../command.ts'
import { CannotDo } from '../failure.ts'
import { addIndexFlags, type IndexFlags, indexLocation, openOptions } from '../index-flags.ts'

interface Flags extends IndexFlags {
  json?: boolean
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        'Copy an index into a folder or a registry, for clusters without a way out: the catalog with\nits records for this client, and entries for upstream’s. Both name the copy with --index.\nThe artifacts of the packages are not copied.',
      )
      .addArgument(new Argument('<action>', 'what to do').choices(['mirror']))
      .argument('<dir|oci-ref>', 'where to: a new or mirrored folder, or oci://… with a tag')
      .option('--json', 'print JSON')
    addIndexFlags(command)
  },
  examples: [
    ['cozypkg index mirror ./packages-index', 'into a folder'],
    ['cozypkg index mirror oci://registry.example/mirror/packages-index:latest', 'into a registry'],
  ],
  async run(cli, [, target = ''], flags) {
    const { terminal } = cli
    const reference = target.startsWith('oci://') ? parseReference(target) : null
    if (target.startsWith('oci://') && (!reference || reference.tag.startsWith('sha256:'))) {
      throw new CannotDo(
        `${target} is nowhere to put an index\nWrite it as oci://registry.example/acme/index:latest.`,
      )
    }
    const { collectMirror } = await import('../../io/mirror-index.ts')
    const mirror = await collectMirror(
      indexLocation(cli, flags),
      openOptions(cli, flags),
      (done, total) => terminal.progress?.(`fetching ${done} of ${total}`),
    )
    terminal.progress?.('')
    const digest = reference
      ? await pushMirror(cli, reference, mirror, flags)
      : await writeMirror(target, mirror)
    const { entries, leftOut } = mirror
    for (const { name, reason } of leftOut) {
      terminal.note(`${name} has no entry for upstream’s client: ${reason}\n`)
    }
    terminal.write(
      flags.json
        ? `${JSON.stringify({ target, digest, files: mirror.files.size, entries, leftOut }, null, 2)}\n`
        : `${target}${digest ? `@${digest}` : ''}: ${mirror.files.size} files, ${entries} of them entries\n`,
    )
    return 0
  },
}

async function writeMirror(dir: string, { files }: Mirror): Promise<null> {
  const { replaceFolder, writeFiles } = await import('../../io/output-folder.ts')
  await replaceFolder(dir, (temporary) => writeFiles(temporary, files))
  return null
}

/** Dated with its catalog, so that the same index gives the same digest. */
async function pushMirror(
  cli: Cli,
  reference: ArtifactReference,
  { files, revision, generatedAt }: Mirror,
  flags: Flags,
): Promise<string> {
  const { packArtifact, pushArtifact } = await import('../../io/registry/flux-artifact.ts')
  const { writeFiles } = await import('../../io/output-folder.ts')
  const { openForUser } = await import('../../io/registry/user-registry.ts')
  const insecure = flags.insecureRegistry ?? []
  const repository = openForUser(reference, { insecure, env: cli.env })
  const folder = mkdtempSync(join(tmpdir(), 'cozypkg-mirror-'))
  const clean = () => rmSync(folder, { recursive: true, force: true })
  process.on('exit', clean)
  try {
    writeFiles(folder, files)
    const packed = packArtifact(folder, {
      source: indexLocation(cli, flags),
      revision: revision ?? 'unknown',
      created: generatedAt ?? '1970-01-01T00:00:00Z',
    })
    return (await pushArtifact(repository, packed, reference.tag)).digest
  } finally {
    process.off('exit', clean)
    clean()
  }
}
