import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { loadAll } from 'js-yaml'
import { z } from 'zod'
import { CannotDo } from './failure.ts'

/** The flag of commands that take the names of packages from files, too. */
export function addFileFlag(command: Command): Command {
  return command.option(
    '-f, --file <path>',
    'also what this YAML file, or this folder of them, names; may stand several times',
    (path: string, paths: string[] = []) => [...paths, path],
  )
}

const KINDS = ['Package', 'PackageSource']
const ObjectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }).optional(),
  items: z.array(z.unknown()).optional(),
})

/**
 * The packages that a command line names, itself and by files.
 *
 * @throws CannotDo where there are none, or a file cannot be read
 */
export function namesIn(args: readonly (string | undefined)[], paths: readonly string[]): string[] {
  const named = args.filter((arg) => arg !== undefined)
  const names = [...new Set([...named, ...paths.flatMap(yamlFiles).flatMap(namesInFile)])]
  if (names.length > 0) return names
  const where = paths.length > 0 ? `; ${paths.join(' and ')} holds none` : ''
  throw new CannotDo(`no packages are named${where}\nName one, or a file with -f.`)
}

function yamlFiles(path: string): string[] {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) throw new CannotDo(`there is no ${path}`)
  if (!stat.isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name))
}

function namesInFile(file: string): string[] {
  let documents: unknown[] = []
  try {
    documents = loadAll(readFileSync(file, 'utf8'))
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n')
    throw new CannotDo(`${file} cannot be read: ${reason}`)
  }
  return documents.flatMap(namesOf)
}

/** Of a list its items'; of other kinds none. */
function namesOf(document: unknown): string[] {
  const { data } = ObjectSchema.safeParse(document)
  if (!data) return []
  if (data.kind.endsWith('List')) return (data.items ?? []).flatMap(namesOf)
  return KINDS.includes(data.kind) && data.metadata ? [data.metadata.name] : []
}
