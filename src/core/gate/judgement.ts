import { z } from 'zod'
import { EntrySchema } from '../schemas/entry.ts'
import { ReleaseSchema } from '../schemas/release.ts'
import type { Verdict } from './verdict.ts'

/** What was judged, so that the recorder verifies the same bytes and no others. */
export const JudgementSchema = z.strictObject({
  judged: z.array(
    z.strictObject({
      name: EntrySchema.shape.name,
      version: ReleaseSchema.shape.version,
      ociRef: EntrySchema.shape.ociRef,
      digest: ReleaseSchema.shape.digest,
    }),
  ),
})
export type Judgement = z.infer<typeof JudgementSchema>

const FENCE = /```json\n(.*)\n```/

/** What a verdict says of artifacts that may be listed; nothing of a refused one. */
export function judgementOf({ lane, packages }: Verdict): Judgement {
  if (lane === 'refused') return { judged: [] }
  return {
    judged: packages.flatMap(({ name, after, artifact }) =>
      after !== null && artifact?.digest
        ? [{ name, version: after, ociRef: artifact.ociRef, digest: artifact.digest }]
        : [],
    ),
  }
}

/** A judgement as it stands in the text of the gate's check, where the recorder finds it. */
export function renderJudgement(judgement: Judgement): string {
  return `What the recorder will verify:\n\n\`\`\`json\n${JSON.stringify(judgement)}\n\`\`\`\n`
}

/** Reads a judgement out of the text of a check; null where there is none. */
export function parseJudgement(text: string): Judgement | null {
  const [, json] = FENCE.exec(text) ?? []
  if (json === undefined) return null
  try {
    return JudgementSchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
