import type { Deletion } from '../core/cluster/plan-untap.ts'
import type { KubernetesCluster } from '../io/cluster/kubernetes.ts'
import type { Cli } from './command.ts'
import { Refusal } from './failure.ts'

/**
 * Deletes one object after another, and says of each that it is gone. Deletions cannot be undone, so
 * that what stops halfway says what is left.
 */
export async function deleteAll(
  { terminal, signal }: Cli,
  cluster: KubernetesCluster,
  deletions: readonly Deletion[],
): Promise<void> {
  let done = 0
  // Whoever listens is not ended in the middle of a deletion.
  const listener = () => undefined
  signal.addEventListener('abort', listener)
  try {
    for (const { kind, name, uid, resourceVersion } of deletions) {
      signal.throwIfAborted()
      const wasThere = await cluster.remove(kind, name, { uid, resourceVersion })
      done++
      terminal.write(`${wasThere ? 'Removed' : 'Already gone:'} ${kind.kind}/${name}\n`)
    }
  } catch (error) {
    const left = deletions.slice(done).map(({ kind, name }) => `${kind.kind}/${name}`)
    terminal.note(`NOT removed: ${left.join(', ')}; run the command again for the rest\n`)
    if (error instanceof Error && 'code' in error && error.code === 'conflict') {
      throw new Refusal(`${left[0]} has changed since it was looked at\nRun the command again.`)
    }
    throw error
  } finally {
    signal.removeEventListener('abort', listener)
  }
}
