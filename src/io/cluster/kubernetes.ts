import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import {
  type Kind,
  type Manifest,
  OCI_REPOSITORY,
  PACKAGE,
  PACKAGE_SOURCE,
} from '../../core/cluster/objects.ts'
import { parseJson } from '../../core/parse-json.ts'
import { ClusterError, refusal } from './error.ts'
import { type ClusterAnswer, type ClusterCall, ClusterHttp } from './http.ts'
import { type LoadedConfig, loadKubeconfig } from './kubeconfig.ts'

/** Who applies what a tap creates, under the name that every client of Cozystack uses. */
const FIELD_MANAGER = 'cozypkg'

const MOST_TRIES = 4
const LONGEST_WAIT_MS = 10_000

const KINDS: readonly Kind[] = [PACKAGE_SOURCE, PACKAGE, OCI_REPOSITORY]

const StatusSchema = z.looseObject({
  kind: z.literal('Status'),
  reason: z.string().nullable().default(null),
  message: z.string().nullable().default(null),
  details: z.looseObject({ kind: z.string().nullable().default(null) }).optional(),
})

interface Question extends Omit<ClusterCall, 'path'> {
  kind: Kind
  /** None for a list, and where an object is created. */
  name?: string
}

/**
 * Opens the cluster that the kubeconfig names; nothing is asked yet.
 *
 * @param signal ends what only reads
 * @throws ClusterError where the kubeconfig cannot be used
 */
export async function openCluster(
  kubeconfig: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<KubernetesCluster> {
  return new KubernetesCluster(await loadKubeconfig(kubeconfig, env), signal)
}

/** The API of a cluster, for the few kinds that the client knows. */
export class KubernetesCluster {
  readonly server: string
  readonly #loaded: LoadedConfig
  readonly #signal: AbortSignal
  readonly #http: ClusterHttp

  constructor(loaded: LoadedConfig, signal: AbortSignal) {
    this.server = loaded.server
    this.#loaded = loaded
    this.#http = new ClusterHttp(loaded)
    this.#signal = signal
  }

  async list<S extends z.ZodType>(kind: Kind, schema: S): Promise<z.output<S>[]> {
    const answer = await this.#ask({ method: 'GET', kind, signal: this.#signal })
    // Items of a list do not say what they are.
    const { apiVersion } = kind
    const items = z.object({ items: z.array(z.looseObject({})) })
    return this.#parse(items, answer, kind).items.map((item) =>
      this.#check(schema, { ...item, apiVersion, kind: kind.kind }, kind),
    )
  }

  /** An object, or null where there is none. */
  async get<S extends z.ZodType>(kind: Kind, name: string, schema: S): Promise<z.output<S> | null> {
    const answer = await this.#ask({ method: 'GET', kind, name, signal: this.#signal })
    return answer.status === 404 ? null : this.#parse(schema, answer, kind)
  }

  /**
   * Server-side apply.
   *
   * @param manager who is remembered as owner of the fields
   * @returns whether the object was not there before
   */
  async apply(manifest: Manifest, manager: string, force = true): Promise<boolean> {
    const answer = await this.#ask({
      method: 'PATCH',
      kind: kindOf(manifest),
      name: manifest.metadata.name,
      query: { fieldManager: manager, ...(force ? { force: 'true' } : {}) },
      body: manifest,
      type: 'application/apply-patch+yaml',
    })
    return answer.status === 201
  }

  /** @throws ClusterError with code `exists` where it is there already */
  async create(manifest: Manifest): Promise<void> {
    const query = { fieldManager: FIELD_MANAGER }
    await this.#ask({ method: 'POST', kind: kindOf(manifest), query, body: manifest })
  }

  /** Changes fields; those that are null are removed. */
  async merge(kind: Kind, name: string, patch: object): Promise<void> {
    const query = { fieldManager: FIELD_MANAGER }
    const type = 'application/merge-patch+json'
    await this.#ask({ method: 'PATCH', kind, name, query, body: patch, type })
  }

  /**
   * Deletes an object.
   *
   * @param seen the very object that is meant; where it is another by now, it stays
   * @returns false where there is none
   */
  async remove(
    kind: Kind,
    name: string,
    seen: { uid?: string | undefined; resourceVersion?: string | undefined } = {},
  ): Promise<boolean> {
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: seen }
    const { status } = await this.#ask({ method: 'DELETE', kind, name, body })
    return status !== 404
  }

  /** Asks, and asks again where the cluster is busy and has done nothing. */
  async #ask({ kind, name = '', ...call }: Question): Promise<ClusterAnswer> {
    for (let tried = 1; ; tried++) {
      const answer = await this.#http.send({ ...call, path: pathOf(kind, name) })
      if (answer.status < 300) return answer
      const refused = readStatus(answer)
      // The object alone is missing where the answer names its resource.
      const isAbsent = answer.status === 404 && refused.resource === kind.plural
      if (isAbsent && (call.method === 'GET' || call.method === 'DELETE')) return answer
      const wait = Number(answer.headers['retry-after'] ?? 1) * 1000
      if (answer.status === 429 && tried < MOST_TRIES && wait <= LONGEST_WAIT_MS) {
        await delay(wait)
        continue
      }
      const { server, user } = this.#loaded
      throw refusal({ server, user, what: `${kind.kind} ${name}`.trim(), ...kind }, refused)
    }
  }

  #parse<S extends z.ZodType>(schema: S, { text }: ClusterAnswer, kind: Kind): z.output<S> {
    return this.#check(schema, parseJson(text), kind)
  }

  #check<S extends z.ZodType>(schema: S, value: unknown, kind: Kind): z.output<S> {
    const result = schema.safeParse(value)
    if (result.success) return result.data
    const [issue] = result.error.issues
    const what =
      value === undefined
        ? 'is not JSON, perhaps a web page'
        : `is no ${kind.kind}: ${issue?.path.join('.')} ${issue?.message}`
    throw new ClusterError(
      'unexpected',
      `what ${this.server} answers ${what}\nCheck the address in the kubeconfig, and what stands between.`,
    )
  }
}

function pathOf({ apiVersion, namespace, plural }: Kind, name: string): string {
  const place = namespace === null ? '' : `namespaces/${namespace}/`
  return `apis/${apiVersion}/${place}${plural}${name ? `/${encodeURIComponent(name)}` : ''}`
}

/** The kind of a manifest. */
export function kindOf(manifest: Manifest): Kind {
  const kind = KINDS.find((one) => one.kind === manifest.kind)
  if (!kind) throw new TypeError(`${manifest.kind} is no kind that the client writes`)
  return kind
}

function readStatus({ status, text }: ClusterAnswer) {
  const result = StatusSchema.safeParse(parseJson(text))
  if (!result.success) {
    const start = /^\s*</.test(text) ? 'a web page' : text.slice(0, 200).trim()
    return { status, reason: null, message: start || null, resource: null }
  }
  const { reason, message, details } = result.data
  return { status, reason, message, resource: details?.kind ?? null }
}
