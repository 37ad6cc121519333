import type { WorkflowIdentity } from '../../../core/signing-identity.ts'
import { need } from './elements.ts'
import type { Fields } from './form.ts'

const WORKFLOWS = '.github/workflows/'
const BRANCH = 'refs/heads/'

export interface IdentityHelper {
  /** Shows the parts of an identity that was written by hand or filled in. */
  takeApart(workflow: WorkflowIdentity | null): void
  /** Hides what has no meaning for the issuer or reference that is chosen. */
  arrange(): void
}

/** Puts the signing identity together from repository, workflow and reference. */
export function enableIdentityHelper(form: HTMLElement, fields: Fields): IdentityHelper {
  const { get, set, controls } = fields
  const helper = need(form, '[data-helper]')
  const branch = need(form, '[data-field="helper.branch"]')

  const compose = (): string => {
    const repository = get('helper.repository')
      .trim()
      .replace(/^https:\/\/github\.com\//, '')
    const workflow = get('helper.workflow').trim().replace(WORKFLOWS, '')
    const kind = get('helper.ref')
    const ref = kind === BRANCH ? `${BRANCH}${get('helper.branch').trim()}` : kind
    return repository && workflow
      ? `https://github.com/${repository}/${WORKFLOWS}${workflow}@${ref}`
      : ''
  }

  const arrange = () => {
    helper.hidden = get('signing.issuer') !== helper.dataset['helper']
    branch.hidden = get('helper.ref') !== BRANCH
  }

  helper.addEventListener('input', () => {
    const identity = compose()
    if (identity) set('signing.identity', identity)
  })

  /** The repository that holds the sources mostly holds the workflow, too. */
  const suggest = () => {
    if (get('helper.repository') || get('signing.identity')) return
    const source = `${get('homepage').trim()} ${get('ociRef').trim()}`
    const [, repository] =
      /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?(?: |$)/.exec(source) ??
      /oci:\/\/ghcr\.io\/([\w.-]+\/[\w.-]+)$/.exec(source) ??
      []
    if (!repository) return
    set('helper.repository', repository)
    controls.get('helper.repository')?.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  for (const name of ['homepage', 'ociRef']) controls.get(name)?.addEventListener('change', suggest)

  return {
    arrange,
    takeApart(workflow) {
      if (!workflow || get('signing.identity').trim() === compose()) return
      set('helper.repository', workflow.repository)
      set('helper.workflow', workflow.workflow.replace(WORKFLOWS, ''))
      const isBranch = workflow.ref.startsWith(BRANCH)
      if (!isBranch && !/^refs\/tags\/v?\{version\}$/.test(workflow.ref)) return
      set('helper.ref', isBranch ? BRANCH : workflow.ref)
      if (isBranch) set('helper.branch', workflow.ref.slice(BRANCH.length))
      arrange()
    },
  }
}
