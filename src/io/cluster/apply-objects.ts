import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { restoring } from '../../core/cluster/managed-fields.ts'
import type { Manifest } from '../../core/cluster/objects.ts'
import type { Step } from '../../core/cluster/plan-tap.ts'
import { ClusterError } from './error.ts'
import { type KubernetesCluster, kindOf } from './kubernetes.ts'

const AsItIs = z.custom<Manifest & Parameters<typeof restoring>[0]>()

/** What undoes one change. */
interface Undo {
  /** Such as `PackageSource acme.hello`. */
  what: string
  run(): Promise<unknown>
}

const UNDO_TRIES = 5

/**
 * Applies manifests one after another. Where one fails, or somebody interrupts between two, what
 * this run made is deleted, and what was there before is as it was.
 *
 * @param signal interrupts between two objects, never in the middle of one
 * @param tell told what is undone, and what could not be
 * @throws what stopped it, after everything is undone
 */
export async function applyAll(
  cluster: KubernetesCluster,
  steps: readonly Step[],
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  const undos = new Map<string, Undo>()
  await undoing(undos, signal, tell, async () => {
    for (const step of steps) {
      signal.throwIfAborted()
      await applyOne(cluster, step, undos)
    }
    signal.throwIfAborted()
  })
}

/** Something to do to a cluster. */
export interface Change {
  /** Such as `Package acme.hello`. */
  what: string
  /** @returns false where it was done already, and is not to be undone */
  make(): Promise<boolean>
  undo(): Promise<unknown>
}

/** Makes one change after another, with the same promise. */
export async function changeAll(
  changes: readonly Change[],
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  const undos = new Map<string, Undo>()
  await undoing(undos, signal, tell, async () => {
    for (const { what, make, undo } of changes) {
      signal.throwIfAborted()
      try {
        if (await make()) undos.set(what, { what, run: undo })
      } catch (error) {
        if (isUncertain(error)) undos.set(what, { what, run: undo })
        throw error
      }
    }
    signal.throwIfAborted()
  })
}

async function applyOne(
  cluster: KubernetesCluster,
  { manifest, manager, force }: Step,
  undos: Map<string, Undo>,
): Promise<void> {
  const kind = kindOf(manifest)
  const { name } = manifest.metadata
  const what = `${manifest.kind} ${name}`
  const before = await cluster.get(kind, name, AsItIs)
  const undo: Undo = {
    what,
    run: () =>
      before === null
        ? cluster.remove(kind, name)
        : cluster.apply(restoring(before, manifest, manager), manager),
  }
  // What deletes an object undoes every later change of it, too.
  const isDeleted = undos.has(what)
  const key = isDeleted ? what : before === null ? what : `${what} by ${manager}`
  try {
    const isNew = await cluster.apply(manifest, manager, force)
    // Somebody else made it in between: it is not ours to delete.
    if (!isDeleted && (before !== null || isNew)) undos.set(key, undo)
  } catch (error) {
    if (!isDeleted && isUncertain(error)) undos.set(key, undo)
    throw error
  }
}

/** Whether the cluster may have done it all the same: a connection that was cut says nothing. */
function isUncertain(error: unknown): boolean {
  return (
    !(error instanceof ClusterError) || error.code === 'unreachable' || error.code === 'unexpected'
  )
}

async function undoing(
  undos: ReadonlyMap<string, Undo>,
  signal: AbortSignal,
  tell: (line: string) => void,
  run: () => Promise<void>,
): Promise<void> {
  // Somebody who listens has until the second Ctrl+C to clean up.
  const listener = () => undefined
  signal.addEventListener('abort', listener)
  try {
    await run()
  } catch (error) {
    for (const { what, run: undo } of [...undos.values()].reverse()) {
      const problem = await tryOften(undo)
      tell(problem === null ? `undone: ${what}` : `NOT undone: ${what}: ${problem}`)
    }
    throw error
  } finally {
    signal.removeEventListener('abort', listener)
  }
}

async function tryOften(undo: Undo['run']): Promise<string | null> {
  for (let tried = 1; ; tried++) {
    try {
      await undo()
      return null
    } catch (error) {
      const isCut = error instanceof ClusterError && error.code === 'unreachable'
      const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n')
      if (!isCut || tried === UNDO_TRIES) return reason
      await delay(tried * 500)
    }
  }
}
