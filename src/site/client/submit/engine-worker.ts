import './no-eval.ts'
import { type PublishedIndex, restoreIndex } from '../../../core/check-against.ts'
import { checkSubmission } from '../../../core/check-submission.ts'
import { readSubmitted } from '../../../core/read-submitted.ts'
import type { Context } from '../../../core/schemas/context.ts'
import {
  expectedIdentity,
  inspectCommand,
  parseWorkflowIdentity,
} from '../../../core/signing-identity.ts'
import type { Answer, Message, Question, Reply } from './protocol.ts'

let loading: Promise<PublishedIndex> | null = null

addEventListener('message', async ({ data }: MessageEvent<Message>) => {
  const { id, context, question } = data
  try {
    loading ??= loadPublished(context)
    reply({ id, answer: answer(question, await loading) })
  } catch (error) {
    loading = null
    reply({ id, failure: error instanceof Error ? error.message : String(error) })
  }
})

function reply(message: Reply): void {
  postMessage(message)
}

async function loadPublished(address: string): Promise<PublishedIndex> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`the published index answers ${response.status}`)
  return restoreIndex((await response.json()) as Context)
}

function answer(question: Question, published: PublishedIndex): Answer<Question> {
  if (question.kind === 'read') {
    return readSubmitted(question.bytes, question.fileName, published)
  }
  const { entries, lifecycle } = published.index
  if (question.kind === 'find') {
    const state = lifecycle[question.name]?.state
    const isGone = state === 'removed' || state === 'renamed'
    return { isListed: entries.has(question.name) && !isGone, isGone }
  }
  const { submission, schema } = question
  const { entry } = submission
  return {
    findings: checkSubmission(submission, published, schema),
    isListed: entries.has(entry.name),
    certificate: expectedIdentity(entry.signing.identity, entry.version),
    workflow: parseWorkflowIdentity(entry.signing.identity),
    commands: `${inspectCommand(entry)}\ncozypkg validate packages`,
  }
}
