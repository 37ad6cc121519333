import { type History, NO_HISTORY } from '../core/catalog.ts'
import { placeOf, SIZE_LIMITS } from '../core/index-file.ts'
import { toMoment } from '../core/moment.ts'
import { type LifecycleVersion, stateChanges } from '../core/state-changes.ts'
import { askGit } from './git.ts'

/** A clone without its history: dates read from it would be wrong. */
export class ShallowClone extends Error {
  constructor() {
    super('this is a shallow clone, whose history does not say when packages were listed')
  }
}

/**
 * Reads what git knows of an index folder: revision, sequence and the dates of each package, along
 * the first parents of HEAD. A folder that is not in git, or not committed, has no history; one
 * with uncommitted changes has dates but no revision.
 *
 * @throws ShallowClone where the history was cut off
 * @throws Error with git's own words where git cannot read the repository
 */
export function readHistory(dir: string): History {
  if (git(dir, ['rev-parse', '--is-inside-work-tree']) === null) return NO_HISTORY
  const revision = git(dir, ['rev-parse', '--verify', '--quiet', 'HEAD'])?.trim()
  if (!revision) return NO_HISTORY
  if (git(dir, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true')
    throw new ShallowClone()
  const dates = readDates(dir)
  if (dates.size === 0) return NO_HISTORY
  const changes = git(dir, ['status', '--porcelain', '--untracked-files=all', '--', '.'])
  const known = { dates, changes: stateChanges(lifecycleVersions(dir), MOST_CHANGES) }
  if (changes !== '') return { ...NO_HISTORY, ...known }
  const commits = git(dir, ['rev-list', '--count', '--first-parent', 'HEAD'])
  const committed = git(dir, ['log', '-1', '--format=%ct'])
  return {
    revision,
    sequence: Number(commits),
    committedAt: toIso(Number(committed)),
    ...known,
  }
}

/** Newest first, git names the commits and the files each changed; the last word on a file is its first. */
function readDates(dir: string): Map<string, { firstListed: string; lastChanged: string }> {
  const dates = new Map<string, { firstListed: string; lastChanged: string }>()
  const log = git(dir, [
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--no-renames',
    '--relative',
    '--name-only',
    '-z',
    '--format=commit %ct',
    '--',
    'packages',
    'releases',
  ])
  let date = ''
  for (const token of (log ?? '').split('\0')) {
    const [, seconds] = /^commit (\d+)$/.exec(token.trim()) ?? []
    if (seconds) date = toIso(Number(seconds))
    const place = placeOf(token.trim())
    if (!place?.name) continue
    const known = dates.get(place.name)
    const isEntry = place.kind === 'entry'
    dates.set(place.name, {
      firstListed: isEntry || !known ? date : known.firstListed,
      lastChanged: known?.lastChanged ?? date,
    })
  }
  return dates
}

/** A feed tells of the newest changes; more than these are in git. */
const MOST_CHANGES = 50
/** Of a long history, so much is read: an upper bound on what a publication costs. */
const MOST_VERSIONS = 100

/**
 * The newest versions of `lifecycle.yaml` on the main line, newest first. Two processes whatever the
 * length of the history: one lists the commits that changed it, one reads what they made of it.
 */
function lifecycleVersions(dir: string): LifecycleVersion[] {
  const log = git(dir, [
    'log',
    `--max-count=${MOST_VERSIONS}`,
    '--first-parent',
    '--diff-merges=first-parent',
    '--no-renames',
    '--no-abbrev',
    '--raw',
    '--format=commit %ct',
    '--',
    'lifecycle.yaml',
  ])
  const commits = [...(log ?? '').matchAll(/^commit (\d+)\n\n:\S+ \S+ (\w+) (\w+) /gm)]
  const [, , earliest = ''] = commits.at(-1) ?? []
  const versions = commits.map(([, seconds, , blob = '']) => ({ at: toIso(Number(seconds)), blob }))
  // What was there before the oldest of them, or nothing: the state that it changed.
  const all = [...versions, { at: '', blob: earliest }]
  const texts = readBlobs(
    dir,
    all.map(({ blob }) => blob),
  )
  return commits.length === 0 ? [] : all.map(({ at }, index) => ({ at, text: texts[index] ?? '' }))
}

/** The texts of blobs, in order; empty for one that is absent, or larger than the rules allow. */
function readBlobs(dir: string, ids: readonly string[]): string[] {
  const answer = askGit(dir, ['cat-file', '--batch'], `${ids.join('\n')}\n`)
  const out = answer?.status === 0 ? answer.stdout : Buffer.alloc(0)
  const texts: string[] = []
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(10, at)
    const [, type, bytes] = out.toString('utf8', at, end).split(' ')
    const size = type === 'blob' ? Number(bytes) : 0
    const isWanted = size > 0 && size <= SIZE_LIMITS.lifecycle
    texts.push(isWanted ? out.toString('utf8', end + 1, end + 1 + size) : '')
    at = type === 'missing' ? end + 1 : end + 1 + size + 1
  }
  return texts
}

function toIso(seconds: number): string {
  return toMoment(new Date(seconds * 1000))
}

/** Runs git; null where the folder is in no repository, or there is no git. */
function git(dir: string, args: string[]): string | null {
  const answer = askGit(dir, args)
  if (!answer) return null
  if (answer.status === 0) return answer.stdout.toString()
  if (/not a git repository/.test(answer.stderr) || answer.status === 1) return null
  throw new Error(`git cannot read ${dir}: ${answer.stderr.trim()}`)
}
