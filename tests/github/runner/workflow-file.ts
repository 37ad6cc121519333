import { parse } from 'yaml'
import { z } from 'zod'

const Values = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform(String),
)
const Permissions = z.record(z.string(), z.enum(['read', 'write']))

/** Strict: a key that the runner knows nothing of would be ignored, and the test with it. */
const StepSchema = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: Values.default({}),
  run: z.string().optional(),
  env: Values.default({}),
})

const JobSchema = z.strictObject({
  name: z.string(),
  needs: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  if: z.string().optional(),
  'runs-on': z.string(),
  'timeout-minutes': z.int(),
  environment: z
    .union([
      z.string().transform((name) => ({ name, url: '' })),
      z.strictObject({ name: z.string(), url: z.string() }),
    ])
    .optional(),
  permissions: Permissions,
  concurrency: z.unknown().optional(),
  outputs: Values.default({}),
  steps: z.array(StepSchema),
})

const WorkflowSchema = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: Permissions,
  concurrency: z.unknown().optional(),
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }),
  jobs: z.record(z.string(), JobSchema),
})

export type Step = z.output<typeof StepSchema>
export type Job = z.output<typeof JobSchema>
export type Workflow = z.output<typeof WorkflowSchema>

/** Reads a workflow; what the runner could not honour is an error. */
export function parseWorkflow(text: string): Workflow {
  return WorkflowSchema.parse(parse(text))
}

/** The names of all `run:` steps of a workflow, as `publish/sign: npm ci`. */
export function runSteps({ name, jobs }: Workflow): string[] {
  return Object.entries(jobs).flatMap(([job, { steps }]) =>
    steps.filter(({ run }) => run !== undefined).map((step) => stepName(name, job, step)),
  )
}

export function stepName(workflow: string, job: string, { name, run, uses }: Step): string {
  return `${workflow}/${job}: ${name ?? run ?? uses}`
}
