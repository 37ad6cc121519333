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
import type { CheckAnswer, Message, Question, ReadAnswer, Reply } from './protocol.ts'

let published: Promise<PublishedIndex> | null = null

addEventListener('message', async ({ data }: MessageEvent<Message>) => {
  const { id, context, question } = data
  try {
    published ??= loadPublished(context)
    reply({ id, answer: answer(question, await published) })
  } catch (error) {
    published = null
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

function answer(question: Question, index: PublishedIndex): CheckAnswer | ReadAnswer {
  if (question.kind === 'read') return readSubmitted(question.bytes, question.fileName, index)
  const { submission, schema } = question
  const { entry } = submission
  return {
    findings: checkSubmission(submission, index, schema),
    isListed: index.index.entries.has(entry.name),
    certificate: expectedIdentity(entry.signing.identity, entry.version),
    workflow: parseWorkflowIdentity(entry.signing.identity),
    commands: `${inspectCommand(entry)}\ncozypkg validate packages`,
  }
}
