import { setTimeout as delay } from 'node:timers/promises'
import { OCI_REPOSITORY, OciRepositorySchema } from '../core/cluster/objects.ts'
import { printable } from '../core/printable.ts'
import type { KubernetesCluster } from '../io/cluster/kubernetes.ts'
import type { Cli } from './command.ts'
import { Refusal } from './failure.ts'

const INTERVAL_MS = 1_000

/**
 * Waits until Flux has fetched a tap, and shows what Flux says on the way.
 *
 * @throws Refusal with Flux's last words where it gives up, or the time is over
 */
export async function waitForSource(
  { terminal, signal }: Cli,
  cluster: KubernetesCluster,
  name: string,
  timeoutSeconds: number,
): Promise<void> {
  const end = Date.now() + timeoutSeconds * 1000
  let said = ''
  for (;;) {
    const source = await cluster.get(OCI_REPOSITORY, name, OciRepositorySchema)
    if (!source) throw new Refusal(`OCIRepository ${name} was deleted while Flux was waited for`)
    const conditions = source.status.conditions.filter(
      ({ observedGeneration }) =>
        observedGeneration === undefined || observedGeneration === source.metadata['generation'],
    )
    const ready = conditions.find(({ type }) => type === 'Ready')
    const stalled = conditions.find(({ type, status }) => type === 'Stalled' && status === 'True')
    const shown = stalled ?? ready
    const words = shown ? printable(`Flux: ${shown.reason}: ${shown.message}`) : ''
    if (words !== said) terminal.note(`${words}\n`)
    said = words
    if (ready?.status === 'True') return
    if (stalled || Date.now() >= end) {
      const last = words || 'Flux says nothing about it: is its source-controller running?'
      throw new Refusal(
        `${name} is tapped, but not ready${stalled ? '' : ` after ${timeoutSeconds} seconds`}\n${last}`,
      )
    }
    await delay(INTERVAL_MS, undefined, { signal })
  }
}
