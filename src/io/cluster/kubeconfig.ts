import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { Cluster, KubeConfig } from '@kubernetes/client-node'
import { quote } from '../../core/printable.ts'
import { ClusterError } from './error.ts'
import { proxyFor } from './proxy.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A cluster, and who asks it, as a kubeconfig names them. */
export interface LoadedConfig {
  config: KubeConfig
  server: string
  /** For messages: the user's name, and where it stands. */
  user: string
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/**
 * Finds and reads the kubeconfig as kubectl does: the file that is named, or those in `KUBECONFIG`,
 * or `~/.kube/config`, or inside a cluster its service account.
 *
 * @throws ClusterError where there is none, or it cannot be used
 */
export async function loadKubeconfig(file: string | undefined, env: Env): Promise<LoadedConfig> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const files = kubeconfigFiles(file, env)
  if (files.length === 0 && existsSync(SERVICE_ACCOUNT) && env['KUBERNETES_SERVICE_HOST']) {
    const config = new KubeConfig()
    config.loadFromCluster()
    return described(config, 'the service account of this pod', env)
  }
  if (files.length === 0) {
    throw new ClusterError(
      'kubeconfig',
      'there is no kubeconfig: ~/.kube/config is not there, and KUBECONFIG is not set\nName one with --kubeconfig; the administrator of the cluster hands them out.',
    )
  }
  const [config = new KubeConfig(), ...others] = files.map((name) => read(new KubeConfig(), name))
  for (const other of others) merge(config, other)
  return described(config, files.join(delimiter), env)
}

function kubeconfigFiles(file: string | undefined, env: Env): string[] {
  if (file !== undefined) {
    if (existsSync(file)) return [file]
    throw new ClusterError(
      'kubeconfig',
      `there is no kubeconfig ${file}\nName another with --kubeconfig.`,
    )
  }
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter(Boolean)
  if (named.length === 0) {
    const usual = join(env['HOME'] || homedir(), '.kube', 'config')
    return existsSync(usual) ? [usual] : []
  }
  // Like kubectl: of several, those that are not there are left out.
  const found = named.filter((one) => existsSync(one))
  if (found.length > 0) return found
  throw new ClusterError(
    'kubeconfig',
    `KUBECONFIG names ${named.join(' and ')}, and there is no such file\nCorrect KUBECONFIG, or name a kubeconfig with --kubeconfig.`,
  )
}

function read(config: KubeConfig, file: string): KubeConfig {
  const refuse = (reason: string) => {
    throw new ClusterError('kubeconfig', `${file} ${reason}\nName another with --kubeconfig.`)
  }
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    refuse(
      code === 'EACCES' ? 'cannot be read: permission denied' : `cannot be read: ${code || error}`,
    )
  }
  try {
    config.loadFromString(text)
  } catch (error) {
    // The parser fails in its own words where the file is empty or no mapping.
    const reason = error instanceof TypeError ? 'it is not a mapping' : firstLine(error)
    refuse(`is not a kubeconfig: ${reason}`)
  }
  config.makePathsAbsolute(dirname(file))
  return config
}

function firstLine(error: unknown): string {
  return quote(String(error instanceof Error ? error.message : error).split('\n')[0] ?? '', 160)
}

/** Of two entries of one name the first counts, as for kubectl. */
function merge(config: KubeConfig, other: KubeConfig): void {
  for (const one of other.getClusters()) if (!config.getCluster(one.name)) config.addCluster(one)
  for (const one of other.getUsers()) if (!config.getUser(one.name)) config.addUser(one)
  for (const one of other.getContexts())
    if (!config.getContextObject(one.name)) config.addContext(one)
  if (!config.getCurrentContext()) config.setCurrentContext(other.getCurrentContext())
}

function described(config: KubeConfig, where: string, env: Env): LoadedConfig {
  const context = config.getCurrentContext()
  const known = config.getContexts().map(({ name }) => name)
  if (!context || !config.getContextObject(context)) {
    const found = context ? `names ${quote(context)} as current context` : 'has no current context'
    const choice = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none'
    throw new ClusterError(
      'kubeconfig',
      `${where} ${found}, and ${choice}\nChoose one with kubectl config use-context NAME.`,
    )
  }
  const cluster = config.getCurrentCluster()
  if (!cluster?.server || !URL.canParse(cluster.server)) {
    throw new ClusterError(
      'kubeconfig',
      `${where}: the context ${quote(context)} names no cluster with an address\nCorrect it, or choose another with kubectl config use-context NAME.`,
    )
  }
  const user = config.getCurrentUser()
  // The library demands this where nothing is encrypted, so that no certificate is looked at.
  if (cluster.server.startsWith('http:')) setUnencrypted(cluster)
  if (!cluster.proxyUrl) setProxy(cluster, proxyFor(new URL(cluster.server), env))
  return { config, server: cluster.server, user: `${user?.name ?? 'nobody'} in ${where}` }
}

function setUnencrypted(cluster: Cluster): void {
  Object.assign(cluster, { skipTLSVerify: true })
}

function setProxy(cluster: Cluster, proxyUrl: string | null): void {
  if (proxyUrl !== null) Object.assign(cluster, { proxyUrl })
}
