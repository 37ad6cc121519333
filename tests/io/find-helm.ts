import { execFileSync } from 'node:child_process'

/** A real helm: `HELM_BINARY`, or the one on the path. */
export function findHelm(): string | null {
  const binary = process.env['HELM_BINARY'] ?? 'helm'
  try {
    execFileSync(binary, ['version'], { stdio: 'ignore' })
    return binary
  } catch {
    return null
  }
}
