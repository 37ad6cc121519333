import { compareText } from './compare-text.ts'
import type { Finding } from './finding.ts'
import { placeOf } from './index-file.ts'
import type { Index } from './index-model.ts'

/** The packages whose files hold errors, sorted. */
export function failingPackages(findings: readonly Finding[]): string[] {
  const names = new Set<string>()
  for (const { severity, file } of findings) {
    const name = placeOf(file)?.name
    if (severity === 'error' && name) names.add(name)
  }
  return [...names].sort(compareText)
}

/**
 * Trust files that exist and cannot be relied on to say what they mean. Nothing may be published
 * without them, because a freeze or a reserved name would be lost. Errors about packages that the
 * lifecycle names leave its meaning clear.
 */
export function brokenTrustFiles(index: Index, findings: readonly Finding[]): string[] {
  const failing = new Set(
    findings
      .filter(({ severity, rule }) => severity === 'error' && !rule.startsWith('lifecycle-'))
      .map(({ file }) => file),
  )
  const present = new Set(index.files.map((file) => file.path))
  const values = {
    'lifecycle.yaml': index.lifecycleDocument?.value,
    'policy.yaml': index.policyDocument?.value,
  }
  return Object.entries(values)
    .filter(([path, value]) => present.has(path) && (!value || failing.has(path)))
    .map(([path]) => path)
}
