/** The client looked, and the answer is no: printed without a stack, exit code 1. */
export class Refusal extends Error {}

/** Something that the client needs is missing or broken: printed without a stack, exit code 2. */
export class CannotDo extends Error {}

/** What somebody stopped with Ctrl+C. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted')
  }
}

/** Words an error for people: what happened and, where that is known, what to do. */
export function describeFailure(error: Error): string {
  if (error instanceof Refusal || error instanceof CannotDo) return error.message
  const code = 'code' in error ? String(error.code) : ''
  if (REMEDIES[code]) return `${error.message}\n${REMEDIES[code]}`
  // What this project throws on purpose says what to do; a stack is for faults of ours.
  const isFault =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
  return isFault ? (error.stack ?? error.message) : error.message
}

const REMEDIES: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space and run again. Nothing was half-written.',
  EROFS: 'The folder is read-only: name another. Nothing was written.',
  EACCES: 'Permission denied: name another place, or ask its owner.',
  EISDIR: 'It is a folder, and a file is needed.',
  ENOTDIR: 'It is a file, and a folder is needed.',
}
