import { ensure, type Github, statusOf } from './client.ts'

const PREFIX = 'lane/'

/** Makes sure that a pull request carries the label of its lane, and that of no other. */
export async function ensureLane(
  github: Github,
  number: number,
  lane: 'auto' | 'review' | 'refused' | null,
): Promise<void> {
  const { rest, at } = github
  const issue = { ...at, issue_number: number }
  const wanted = lane ? [`${PREFIX}${lane}`] : []
  let present: string[] = []
  const missing = () => wanted.filter((name) => !present.includes(name))
  const wrong = () => present.filter((name) => name.startsWith(PREFIX) && !wanted.includes(name))
  await ensure(
    github,
    async () => {
      const { data } = await rest.issues.listLabelsOnIssue({ ...issue, per_page: 100 })
      present = data.map(({ name }) => name)
      return missing().length + wrong().length === 0 ? true : null
    },
    async () => {
      for (const name of wrong()) {
        await rest.issues.removeLabel({ ...issue, name }).catch(unlessGone)
      }
      if (missing().length > 0) await rest.issues.addLabels({ ...issue, labels: missing() })
      return true
    },
  )
}

/** Somebody else took it away between the look and the write. */
function unlessGone(error: unknown): void {
  if (statusOf(error) !== 404) throw error
}
