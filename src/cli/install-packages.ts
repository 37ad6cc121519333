import { type InstalledPackage, PACKAGE } from '../core/cluster/objects.ts'
import { type AddStep, packageManifest, pinPatch, unpinPatch } from '../core/cluster/plan-add.ts'
import type { Change } from '../io/cluster/apply-objects.ts'
import type { KubernetesCluster } from '../io/cluster/kubernetes.ts'
import type { Cli } from './command.ts'

/** Makes the Packages of a plan, and says of each that it is there; what fails halfway is undone. */
export async function installPackages(
  { terminal, signal }: Cli,
  cluster: KubernetesCluster,
  steps: readonly AddStep[],
): Promise<void> {
  const { changeAll } = await import('../io/cluster/apply-objects.ts')
  const { ClusterError } = await import('../io/cluster/error.ts')
  const told: string[] = []
  const create = async (name: string, variant: string) => {
    try {
      await cluster.create(packageManifest(name, variant))
      return told.push(`Added Package/${name}`) > 0
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== 'exists') throw error
      // The platform registers what was tapped whenever it gets to it.
      terminal.note(`Package ${name} was registered meanwhile; look at its variant\n`)
      return false
    }
  }
  const pin = async (name: string, variant: string, registration: InstalledPackage) => {
    await cluster.merge(PACKAGE, name, pinPatch(registration, variant))
    return told.push(`Changed Package/${name} to variant ${variant}`) > 0
  }
  const changes = steps.flatMap((step): Change[] => {
    const { name, variant } = step
    const what = `Package ${name}`
    if (step.action === 'none') return []
    if (step.action === 'create') {
      const undo = () => cluster.remove(PACKAGE, name)
      return [{ what, make: () => create(name, variant), undo }]
    }
    const { registration } = step
    const undo = () => cluster.merge(PACKAGE, name, unpinPatch(registration))
    return [{ what, make: () => pin(name, variant, registration), undo }]
  })
  await changeAll(changes, signal, (line) => terminal.note(`${line}\n`))
  terminal.write(told.map((line) => `${line}\n`).join(''))
}
