import { formatBytes } from '../../core/bytes.ts'
import { quote } from '../../core/printable.ts'
import {
  checkDigest,
  DIGEST,
  DigestSchema,
  digestOf,
  inChunks,
  mediaTypeOf,
  ReferrersSchema,
  readAs,
  readManifest,
  refuseWebPage,
  requireDigest,
  TAG,
  TagsSchema,
  uploadAddress,
} from './answers.ts'
import { RegistryError } from './error.ts'
import { manifestQuestion, readPages, readReferrers } from './lists.ts'
import { type Question, type RegistryOptions, RegistrySession } from './session.ts'

const PATH = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/

/** What is named by its digest: a manifest, a blob, a signature. */
export interface Descriptor {
  digest: string
  mediaType: string
  size: number
}

export interface Referrer extends Descriptor {
  /** Some registries put the media type of the config here: not to be relied on. */
  artifactType: string | null
  annotations: Readonly<Record<string, string>>
}

export interface Manifest {
  digest: string
  mediaType: string
  bytes: Uint8Array
}

/** What a registry says to an upload: nothing, or why not. */
const REPLY_CAP = 64 * 1024

/**
 * Opens a repository of a registry; nothing is asked yet.
 *
 * @param host the registry, with its port where it has one
 * @param path the repository in it, such as `acme/hello`
 * @throws RegistryError where the registry is not allowed, or the path is none
 */
export function openRepository(host: string, path: string, options: RegistryOptions): Repository {
  if (!PATH.test(path))
    throw new RegistryError('invalid', `${quote(path)} is no repository of a registry`)
  return new Repository(path, new RegistrySession(host, path, options))
}

export class Repository {
  readonly host: string
  readonly path: string
  readonly #session: RegistrySession

  constructor(path: string, session: RegistrySession) {
    this.host = session.host
    this.path = path
    this.#session = session
  }

  /** Closes the connections; a program that ends needs not. */
  close(): Promise<void> {
    return this.#session.close()
  }

  /** What a tag names now. To be asked once: whatever follows goes by the digest. */
  async resolveTag(tag: string): Promise<Descriptor> {
    if (!TAG.test(tag)) throw new RegistryError('invalid', `${quote(tag)} is no tag`)
    const deadline = this.#session.begin(this.#session.limits.overallMs)
    const question = manifestQuestion(this.path, tag, `${this.path}:${tag}`)
    const head = await this.#session.ask(
      { ...question, method: 'HEAD', accepted: [400, 405] },
      deadline,
    )
    const digest = DigestSchema.safeParse(head.headers['docker-content-digest'])
    const size = Number(head.headers['content-length'] ?? 'unknown')
    const mediaType = mediaTypeOf(head)
    if (head.status < 300 && digest.success && mediaType && Number.isSafeInteger(size) && size > 0)
      return { digest: digest.data, mediaType, size }
    const manifest = readManifest(await this.#session.ask(question, deadline), question.what)
    return { digest: manifest.digest, mediaType: manifest.mediaType, size: manifest.bytes.length }
  }

  async getManifest(digest: string): Promise<Manifest> {
    const deadline = this.#session.begin(this.#session.limits.overallMs)
    const question = manifestQuestion(this.path, checkDigest(digest), `${this.path}@${digest}`)
    const manifest = readManifest(await this.#session.ask(question, deadline), question.what)
    requireDigest(digest, manifest.digest, question.what)
    return manifest
  }

  /** @param cap the largest size that is read, whatever the descriptor says */
  async getBlob(descriptor: { digest: string; size: number }, cap: number): Promise<Uint8Array> {
    const { digest, size } = descriptor
    const what = `${this.path}@${checkDigest(digest)}`
    if (size > cap)
      throw new RegistryError(
        'too-large',
        `${what} has ${formatBytes(size)}; more than ${formatBytes(cap)} are not read`,
      )
    const deadline = this.#session.begin(this.#session.limits.transferMs)
    const at = `/v2/${this.path}/blobs/${digest}`
    const answer = await this.#session.ask({ method: 'GET', at, cap: size, what }, deadline)
    refuseWebPage(answer, what)
    if (answer.body.length !== size)
      throw new RegistryError(
        'invalid',
        `${this.host} sends ${answer.body.length} bytes of ${what}, which has ${size}`,
      )
    requireDigest(digest, digestOf(answer.body), what)
    return answer.body
  }

  /** All tags, in the order of the registry. */
  async listTags(): Promise<string[]> {
    const deadline = this.#session.begin(this.#session.limits.overallMs)
    const what = `the tags of ${this.path}`
    const pages = await readPages(
      this.#session,
      { at: `/v2/${this.path}/tags/list`, what },
      deadline,
    )
    return pages.flatMap((page) => readAs(TagsSchema, page, what).tags ?? [])
  }

  /** What names a manifest as its subject: by the API, or the tag that stands in for it. */
  async listReferrers(digest: string): Promise<Referrer[]> {
    const deadline = this.#session.begin(this.#session.limits.overallMs)
    const pages = await readReferrers(this.#session, this.path, digest, deadline)
    return pages
      .flatMap((page) => readAs(ReferrersSchema, page, `the referrers of ${digest}`).manifests)
      .map((one) => ({
        ...one,
        artifactType: one.artifactType ?? null,
        annotations: one.annotations ?? {},
      }))
  }

  /** Asked before a blob is pushed. */
  async blobExists(digest: string): Promise<boolean> {
    const deadline = this.#session.begin(this.#session.limits.overallMs)
    const at = `/v2/${this.path}/blobs/${checkDigest(digest)}`
    const what = `${this.path}@${digest}`
    const question: Question = { method: 'HEAD', at, cap: 0, what, writes: true, accepted: [404] }
    const { status } = await this.#session.ask(question, deadline)
    return status !== 404
  }

  /** @param onProgress told how many bytes of how many were sent, also again after a failure */
  async pushBlob(
    bytes: Uint8Array,
    onProgress: (sent: number, total: number) => void = () => undefined,
  ): Promise<{ digest: string; size: number }> {
    const digest = digestOf(bytes)
    const what = `${this.path}@${digest}`
    const deadline = this.#session.begin(this.#session.limits.transferMs)
    const start: Question = {
      method: 'POST',
      at: `/v2/${this.path}/blobs/uploads/`,
      cap: REPLY_CAP,
      what,
    }
    // Both halves again after a failure: an upload that broke off cannot be taken up as a whole.
    await this.#session.retry(async () => {
      const started = await this.#session.askOnce(start, deadline)
      const at = uploadAddress(started, digest)
      const headers = {
        'content-type': 'application/octet-stream',
        'content-length': String(bytes.length),
      }
      const body = () => inChunks(bytes, onProgress)
      await this.#session.askOnce(
        { method: 'PUT', at, headers, body, cap: REPLY_CAP, what },
        deadline,
      )
    }, deadline)
    return { digest, size: bytes.length }
  }

  /**
   * @param reference a tag, or the manifest's own digest
   * @returns whether the registry says that it keeps the manifest's subject in mind
   */
  async pushManifest(
    reference: string,
    bytes: Uint8Array,
    mediaType: string,
  ): Promise<{ digest: string; hasReferrers: boolean }> {
    if (!TAG.test(reference) && !DIGEST.test(reference))
      throw new RegistryError('invalid', `${quote(reference)} is neither tag nor digest`)
    const deadline = this.#session.begin(this.#session.limits.overallMs)
    const what = `${this.path}${reference.includes(':') ? '@' : ':'}${reference}`
    const question: Question = {
      method: 'PUT',
      at: `/v2/${this.path}/manifests/${reference}`,
      headers: { 'content-type': mediaType },
      body: () => bytes,
      cap: REPLY_CAP,
      what,
    }
    const answer = await this.#session.ask(question, deadline)
    const digest = digestOf(bytes)
    const stored = answer.headers['docker-content-digest']
    if (stored !== undefined) requireDigest(digest, String(stored), what)
    return { digest, hasReferrers: answer.headers['oci-subject'] !== undefined }
  }
}
