import { readFileSync } from 'node:fs'
import { type Verdict, VerdictSchema } from '../src/core/gate/verdict.ts'
import { parseJson } from '../src/core/parse-json.ts'
import { CannotRun } from './run.ts'

/** Reads what `npm run -s gate -- --json` printed into a file. */
export function readVerdict(file: string): Verdict {
  const result = VerdictSchema.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (result.success) return result.data
  throw new CannotRun(
    `${file} is no verdict of the gate: ${result.error.issues[0]?.message}\nMake one with --json.`,
  )
}
