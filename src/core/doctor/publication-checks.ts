import { judge, lacking, type Outcome } from './outcome.ts'
import type { RepositorySettings } from './settings.ts'

/** What is expected of a repository beside what its workflows say. */
export interface Expected {
  /** Where the site is published, ending in `/`. */
  siteUrl: string
  labels: readonly string[]
  /** Files of `.github/ISSUE_TEMPLATE/`. */
  issueForms: readonly string[]
}

/** What people meet: repository, site, artifact, issues. */
export function publicationChecks(
  settings: RepositorySettings,
  { siteUrl, labels, issueForms }: Expected,
): Outcome[] {
  const { name, repository, pages } = settings
  const [owner = '', repo = ''] = name.split('/')
  const web = `https://github.com/${name}`
  const { host } = new URL(siteUrl)
  const isOwnDomain = !host.endsWith('.github.io')
  return [
    judge('the repository is public', repository, `${web}/settings`, (value) => {
      if (value.isArchived) return 'it is archived'
      return value.isPublic ? null : 'it is private'
    }),
    judge('the default branch is main', repository, `${web}/settings`, ({ defaultBranch }) =>
      defaultBranch === 'main' ? null : `it is ${defaultBranch}`,
    ),
    judge(
      'pull requests are merged by squashing',
      repository,
      `gh repo edit ${name} --enable-squash-merge`,
      ({ mergesBySquash }) => (mergesBySquash ? null : 'that is switched off'),
    ),
    judge('issues are open', repository, `gh repo edit ${name} --enable-issues`, ({ hasIssues }) =>
      hasIssues ? null : 'they are switched off',
    ),
    judge('Pages are built by the workflow', pages, `${web}/settings/pages`, (value) => {
      if (!value) return 'Pages are off'
      return value.fromWorkflow ? null : 'they are built from a branch'
    }),
    judge(`the site answers at ${siteUrl}`, pages, `${web}/settings/pages`, (value) => {
      if (!value) return 'Pages are off'
      const address = value.address?.replace(/\/*$/, '/') ?? 'nowhere'
      if (address !== siteUrl) return `Pages are at ${address}: set the domain, or SITE_URL`
      if (!value.demandsHttps) return 'it answers without HTTPS too'
      const isOpen = isOwnDomain && !value.isDomainVerified
      return isOpen ? `${value.domain} is not verified, so others could take it over` : null
    }),
    judge(
      `anybody can pull ghcr.io/${name.toLowerCase()}:latest`,
      settings.artifact,
      `https://github.com/orgs/${owner}/packages/container/${repo.toLowerCase()}/settings`,
      (value) => {
        if (value === null) return 'there is none yet: the first publication pushes it'
        return value === 'public'
          ? null
          : 'it is private, as every new package is, or was never pushed'
      },
    ),
    judge(
      'the labels of the workflows exist',
      settings.labels,
      `gh label create NAME --repo ${name}`,
      (present) => lacking(labels, present),
    ),
    judge(
      'the issue forms are on main',
      settings.issueForms,
      `${web}/issues/new/choose`,
      (present) => lacking(issueForms, present),
    ),
    judge(
      'harm can be reported in private',
      settings.takesPrivateReports,
      `gh api --method PUT repos/${name}/private-vulnerability-reporting`,
      (isOn) => (isOn ? null : 'private reporting is switched off'),
    ),
  ]
}
