import type { FieldFinding } from '../../../core/check-submission.ts'
import type { Finding } from '../../../core/finding.ts'
import { make, need } from './elements.ts'
import type { Fields } from './form.ts'

/** Draws findings beside the fields they belong to. */
export function showAtFields(
  form: HTMLElement,
  { controls }: Fields,
  findings: readonly FieldFinding[],
  rules: string,
): void {
  const byField = Map.groupBy(findings, ({ field }) => field)
  for (const [name, control] of controls) {
    const mine = byField.get(name) ?? []
    const place = need(form, `[data-field="${name}"] .field-findings`)
    const drawn = mine.map((one) => drawFinding({ ...one, message: besideField(one) }, rules))
    // A screen reader that is reading one must not have it taken away for an equal one.
    const isSame =
      drawn.length === place.childElementCount &&
      drawn.every((element, at) => element.isEqualNode(place.children[at] ?? null))
    if (!isSame) place.replaceChildren(...drawn)
    const isWrong = mine.some(({ severity }) => severity === 'error')
    if (isWrong) control.setAttribute('aria-invalid', 'true')
    else control.removeAttribute('aria-invalid')
  }
}

/** Lists findings with a link to the field of each, in the order of the form. */
export function listWithLinks(
  list: HTMLElement,
  { controls }: Fields,
  findings: readonly FieldFinding[],
): void {
  const items = inFormOrder(findings, controls).map((finding) => {
    const { field, fix } = finding
    const control = controls.get(field)
    const label = control?.labels?.[0]?.firstChild?.textContent ?? field
    const anchor = make('a', '', `${label}: ${besideField(finding)}`)
    anchor.href = `#${control?.id}`
    anchor.dir = 'auto'
    anchor.addEventListener('click', (event) => {
      event.preventDefault()
      focusControl(control)
    })
    return make('li', '', anchor, ...(fix === null ? [] : [make('span', 'fix', fix)]))
  })
  list.replaceChildren(...items)
}

/** What a finding says where its field is named already. */
function besideField({ field, message }: FieldFinding): string {
  const path = `${field.replace(/^overview\./, '')}: `
  return message.startsWith(path) ? message.slice(path.length) : message
}

function focusControl(control: HTMLElement | undefined): void {
  const folded = control?.closest('details')
  if (folded) folded.open = true
  control?.focus()
}

export function inFormOrder(
  findings: readonly FieldFinding[],
  controls: Fields['controls'],
): FieldFinding[] {
  const order = [...controls.keys()]
  const rank = ({ field, severity }: FieldFinding) =>
    order.indexOf(field) + (severity === 'error' ? 0 : order.length)
  return findings.toSorted((a, b) => rank(a) - rank(b))
}

/** Lists the findings of a file that somebody brought along, with their lines in it. */
export function listWithLines(
  list: HTMLElement,
  findings: readonly Finding[],
  rules: string,
): void {
  list.hidden = findings.length === 0
  list.replaceChildren(
    ...findings.map((finding) => make('li', '', drawFinding(finding, rules, true))),
  )
}

function drawFinding(finding: Finding, rules: string, withLine = false): HTMLElement {
  const { rule, severity, message, fix, line, column } = finding
  const page = make('a', 'rule', rule)
  page.href = `${rules}${rule}/`
  const where = withLine && line !== null ? `, line ${line}, column ${column}:` : ':'
  const what = make('strong', '', `${severity === 'error' ? 'Error' : 'Warning'}${where}`)
  const said = make('p', `finding ${severity}`, what, ' ', make('bdi', '', message), ' ', page)
  if (fix !== null) said.append(make('span', 'fix', fix))
  return said
}
