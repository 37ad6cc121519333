import { execFileSync, spawnSync } from 'node:child_process'

/** A path with other content; null deletes it. Text is a regular file. */
export type Content =
  | string
  | Uint8Array
  | null
  | { mode: '100755' | '120000'; text: string }
  | { mode: '160000' }

export type Files = Readonly<Record<string, Content>>

/** A lone surrogate stands for a byte that is no UTF-8, as U+DCFF for 0xff. */
function octal(surrogate: string): string {
  return `\\${(surrogate.charCodeAt(0) & 0xff).toString(8)}`
}

/** Some commit, for submodules that nobody fetches. */
const ELSEWHERE = '1234567890123456789012345678901234567890'

/** Collects commits and writes them into a repository at once: real objects, no work tree. */
export class FastImport {
  readonly #parts: Buffer[] = []
  #time = 1_767_225_600

  /**
   * Adds a commit to a branch.
   *
   * @param from the branch it starts at; without it, it goes on where the branch stands
   * @param merged other branches that it merges, with the files that come of it
   */
  commit(branch: string, files: Files, from?: string, ...merged: string[]): void {
    this.#line(`commit refs/heads/${branch}`)
    this.#line(`committer Tester <tester@example.org> ${this.#time++} +0000`)
    this.#data('change\n')
    if (from) this.#line(`from refs/heads/${from}`)
    for (const other of merged) this.#line(`merge refs/heads/${other}`)
    for (const [path, content] of Object.entries(files)) this.#file(path, content)
  }

  #file(path: string, content: Content): void {
    const escaped = path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')
    const quoted = `"${escaped.replace(/[\udc80-\udcff]/g, (byte) => octal(byte))}"`
    if (content === null) {
      this.#line(`D ${quoted}`)
    } else if (typeof content === 'object' && 'mode' in content && content.mode === '160000') {
      this.#line(`M 160000 ${ELSEWHERE} ${quoted}`)
    } else {
      const isPlain = typeof content === 'string' || content instanceof Uint8Array
      this.#line(`M ${isPlain ? '100644' : content.mode} inline ${quoted}`)
      this.#data(isPlain ? content : content.text)
    }
  }

  #line(text: string): void {
    this.#parts.push(Buffer.from(`${text}\n`))
  }

  #data(content: string | Uint8Array): void {
    const bytes = Buffer.from(content)
    this.#line(`data ${bytes.length}`)
    this.#parts.push(bytes, Buffer.from('\n'))
  }

  write(repository: string): void {
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository])
    const { status, stderr } = spawnSync('git', ['-C', repository, 'fast-import', '--quiet'], {
      input: Buffer.concat(this.#parts),
    })
    if (status !== 0) throw new Error(`git fast-import: ${stderr}`)
  }
}
