/**
 * Compares by UTF-16 code units: the same order on every machine. In a file of its own, because the
 * browser ranks with it, and zod, which findings need, tries eval as it loads.
 */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
