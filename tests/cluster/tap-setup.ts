import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Circumstances, type ClientRun, runClient } from '../cli/run-client.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from '../interop/docker-registry.ts'
import { apiObstacle, type KubernetesApi, startKubernetesApi, type User } from './kubernetes.ts'

export interface TapSetup {
  api: KubernetesApi
  registry: DockerRegistry
  demo: Demo
  /** Runs the client on the cluster, the index and the registry of the tests. */
  client(args: string[], given?: Circumstances & { as?: User; server?: string }): Promise<ClientRun>
}

/** Why a tap cannot be tried on this machine, or null where it can. */
export function tapObstacle(): string | null {
  const obstacle = apiObstacle() ?? registryObstacle()
  if (obstacle) process.stderr.write(`a file of tests/cluster is skipped: ${obstacle}\n`)
  return obstacle
}

/** Starts a cluster, a registry with signed artifacts and an index of them, for a file of tests. */
export function setUpTaps(): TapSetup {
  const setup = {} as TapSetup
  beforeAll(async () => {
    setup.api = await startKubernetesApi()
    setup.registry = await startRegistry('open')
    setup.demo = await createDemo(setup.registry.host)
  })
  beforeEach(() => setup.api.clear())
  afterAll(async () => {
    setup.demo?.remove()
    await setup.registry?.stop()
    await setup.api?.stop()
  })
  setup.client = ([name = '', ...args], { as = 'admin', server, ...given } = {}) => {
    const { api, registry, demo } = setup
    const flags = ['--kubeconfig', api.kubeconfig(as, server)]
    const index = ['--index', demo.indexDir]
    const http = ['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`, registry.host]
    const trust = ['--trusted-root', demo.trustedRoot]
    const isTap = name === 'tap'
    const more = isTap ? [...index, ...http, ...trust] : name === 'list' ? [...index, ...http] : []
    return runClient([name, ...args, ...flags, ...more], given)
  }
  return setup
}
