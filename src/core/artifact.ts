/** What an artifact's archive holds, read into memory: the input of everything that looks inside. */
export interface Artifact {
  /** By path, without a leading `./` or `/`, in the order of the archive; regular files only. */
  files: ReadonlyMap<string, Uint8Array>
  /** Symbolic and hard links, which readers skip; by path, where they point. */
  links: ReadonlyMap<string, string>
  /** Bytes of all files together, unpacked. */
  unpackedSize: number
}
