import type { Submission } from '../../../core/write-submission.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** The fields of the form by name: paths of values in the files, and the helper's. */
export interface Fields {
  controls: ReadonlyMap<string, Control>
  get(name: string): string
  set(name: string, value: string): void
  /** The values of all fields by name. */
  all(): Record<string, string>
}

export function findFields(form: HTMLFormElement): Fields {
  const controls = new Map(
    [...form.querySelectorAll<Control>('input[name], textarea[name], select[name]')].map(
      (control) => [control.name, control],
    ),
  )
  const need = (name: string): Control => {
    const control = controls.get(name)
    if (!control) throw new Error(`the form has no field ${name}`)
    return control
  }
  return {
    controls,
    get: (name) => need(name).value,
    set: (name, value) => setValue(need(name), value),
    all: () => Object.fromEntries([...controls].map(([name, { value }]) => [name, value])),
  }
}

/** A value that a list does not offer is added to it: the rules say what is wrong with it. */
function setValue(control: Control, value: string): void {
  if (control instanceof HTMLSelectElement) {
    const isKnown = [...control.options].some((option) => option.value === value)
    if (!isKnown && value !== '') control.add(new Option(value, value))
    if (value === '') control.selectedIndex = 0
    else control.value = value
  } else {
    control.value = value
  }
}

/** What the form says, with nothing left out but empty optional fields and spaces around texts. */
export function readSubmission({ get }: Fields): Submission {
  const text = (name: string) => get(name).trim()
  const optional = (name: string) => text(name) || undefined
  const tags = splitTags(get('tags'))
  return {
    entry: {
      name: text('name'),
      ociRef: text('ociRef'),
      version: text('version'),
      description: text('description'),
      homepage: optional('homepage'),
      maintainer: optional('maintainer'),
      tags: tags.length > 0 ? tags : undefined,
      signing: { identity: text('signing.identity'), issuer: text('signing.issuer') },
    },
    overview: {
      title: optional('overview.title'),
      category: optional('overview.category'),
      license: optional('overview.license'),
      repository: optional('overview.repository'),
      documentation: optional('overview.documentation'),
      changelog: optional('overview.changelog'),
      support: optional('overview.support'),
      cozystack: optional('overview.cozystack'),
    },
    body: get('overview.body'),
  }
}

function splitTags(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
}
