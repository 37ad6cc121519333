import type { TapPlan } from '../core/cluster/plan-tap.ts'
import { privilegedOf } from '../core/components.ts'
import type { InspectedRelease } from '../core/inspection.ts'
import { printable } from '../core/printable.ts'
import type { Paint } from '../core/report.ts'
import type { TapSource } from '../core/tap-manifest.ts'

type Contents = InspectedRelease['contents']

const DEMANDS: Record<TapPlan['demand'], string> = {
  recorded: 'Flux demands this signature of every later version',
  kept: 'Flux goes on to demand the signature that it demands now',
  none: 'Flux demands no signature',
}

/** What a tap brings, for whoever is to agree to it. */
export function formatTap(
  { contents, signature, digest }: InspectedRelease,
  source: TapSource,
  plan: TapPlan,
  paint: Paint,
): string {
  const lines = [
    paint('bold', printable(`${source.url}:${source.tag}`)),
    `  digest      ${digest}${source.digest === null ? '' : ', pinned'}`,
    `  signature   ${signature ? `matched ${printable(signature.identity)}` : 'not checked'}`,
    `  on cluster  ${DEMANDS[plan.demand]}`,
    `  ${plan.isAgain ? 'updates ' : 'adds    '}    OCIRepository ${source.name}`,
    ...contents.packageSources.map(
      (one) => `              PackageSource ${printable(one.name)}${describeVariants(one)}`,
    ),
    ...contents.applications.map(
      ({ kind, category }) =>
        `              application ${printable(kind)}${category ? ` (${printable(category)})` : ''}`,
    ),
    ...privileges(contents).map((line) => `  ${paint('yellow', 'privileged')}  ${line}`),
  ]
  return `${lines.join('\n')}\n`
}

function describeVariants({ variants }: Contents['packageSources'][number]): string {
  const texts = variants.map(({ name, components, dependsOn }) => {
    const needs = dependsOn.length > 0 ? `, needs ${dependsOn.join(', ')}` : ''
    return `${name}: ${components.map((one) => one.name).join(', ')}${needs}`
  })
  return texts.length === 0 ? '' : ` (${printable(texts.join('; '))})`
}

/** Every component that asks for relaxed pod security, and where. */
function privileges(contents: Contents): string[] {
  return privilegedOf(contents).map(({ source, variant, component }) => {
    const where = component.namespace === null ? '' : ` in ${component.namespace}`
    return printable(`${component.name}${where} (${source}, variant ${variant})`)
  })
}

/** What a tap did, and what comes after. */
export function formatTapped(source: TapSource, { contents }: InspectedRelease): string {
  const privileged = new Set(privilegedOf(contents).map((one) => one.source))
  return [
    `Tapped ${printable(`${source.url}:${source.tag}`)}`,
    `  OCIRepository/${source.name} (${printable(`${source.url}:${source.tag}`)})`,
    ...contents.packageSources.map(({ name }) => `  PackageSource/${printable(name)}`),
    'The platform registers its applications by itself.',
    ...[...privileged].map(
      (name) =>
        `But for privileged components, which wait for: cozypkg add ${printable(name)} --allow-privileged`,
    ),
    '',
  ].join('\n')
}
