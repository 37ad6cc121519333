import { printable } from '../../core/printable.ts'
import { explainFailure } from '../connection-failure.ts'

export type ClusterErrorCode =
  | 'kubeconfig'
  | 'unreachable'
  | 'unauthorized'
  | 'forbidden'
  | 'no-kind'
  | 'no-namespace'
  | 'conflict'
  | 'exists'
  | 'invalid'
  | 'unexpected'

/** A cluster that does not do what was asked of it; the message says what to do about it. */
export class ClusterError extends Error {
  readonly code: ClusterErrorCode

  constructor(code: ClusterErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Who asked which cluster for what, for the words of its refusal. */
export interface Asked {
  server: string
  /** The kubeconfig, and the user of it. */
  user: string
  /** Such as `PackageSource acme.hello`. */
  what: string
  kind: string
  apiVersion: string
  namespace: string | null
  broughtBy: string
}

/** What an API server says where it refuses. */
export interface Refused {
  status: number
  /** From its Status object; null where it sent something else. */
  reason: string | null
  message: string | null
  /** The resource that its details name. */
  resource: string | null
}

/** Makes an error of a refusal. */
export function refusal(
  asked: Asked,
  { status, reason, message, resource }: Refused,
): ClusterError {
  const { server, user, what, kind, apiVersion } = asked
  const said = message === null ? `status ${status}` : printable(message)
  switch (status) {
    case 401:
      return new ClusterError(
        'unauthorized',
        `${server} does not accept the credentials of ${user}: they are wrong or have expired\nLog in to the cluster again, or name another kubeconfig with --kubeconfig.`,
      )
    case 403:
      return new ClusterError(
        'forbidden',
        `${server} forbids it: ${said}\nTaps and packages belong to the whole cluster: ask its administrator for the right, or to do it.`,
      )
    case 404:
      if (resource === 'namespaces')
        return new ClusterError(
          'no-namespace',
          `${server} has no namespace ${asked.namespace}\nCozystack has one: check that this is the cluster that you mean.`,
        )
      if (reason !== 'NotFound' && message !== null && !/^404 page not found/.test(message)) break
      return new ClusterError(
        'no-kind',
        `${server} knows no ${kind} of ${apiVersion}, which ${asked.broughtBy} brings\nCheck that this is the cluster that you mean, and that ${asked.broughtBy} is installed and new enough.`,
      )
    case 409:
      return reason === 'AlreadyExists'
        ? new ClusterError('exists', `${what} is already there`)
        : new ClusterError(
            'conflict',
            `somebody else changes ${what}: ${said}\nLook who it is with kubectl get --show-managed-fields, then run again.`,
          )
    case 400:
    case 413:
    case 422:
      return new ClusterError(
        'invalid',
        `${server} refuses ${what}: ${said}\nThe package needs another version of Cozystack or Flux, or is wrong: tell its author.`,
      )
  }
  const fix =
    status >= 500
      ? 'It is in trouble, or what stands before it: try again later, or ask its administrator.'
      : `That is not how a Kubernetes API answers to ${what}: check the address in the kubeconfig.`
  const answer = message === null ? `with status ${status}` : `with status ${status}: ${said}`
  return new ClusterError('unexpected', `${server} answers ${answer}\n${fix}`)
}

/** Makes an error of a connection that failed. */
export function connectionFailure(server: string, error: unknown): ClusterError {
  const { code, reason } = explainFailure(error)
  const isCertificate = /CERT|TLS|SSL|ISSUER|SIGNATURE/.test(code)
  const fix = isCertificate
    ? 'Check certificate-authority in the kubeconfig, and that nothing stands between.'
    : 'Check that the cluster runs, that its address in the kubeconfig is right, and the network, VPN or proxy on the way.'
  return new ClusterError('unreachable', `${server} cannot be asked: ${printable(reason)}\n${fix}`)
}
