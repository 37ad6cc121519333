import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillIn, holds, type Lookup, type Standing } from './expressions.ts'
import { type Job, parseWorkflow, type Step, stepName } from './workflow-file.ts'

/** What GitHub is to a workflow. */
export interface World {
  /** The bare repository whose main has the workflows, and which is checked out. */
  git: string
  /** An empty folder of the test's own. */
  folder: string
  /** `github.*`, `vars.*` and `inputs.*`, by their path. */
  values: Record<string, string>
  /** Those of each environment; a job without one has none. */
  secrets: Record<string, Record<string, string>>
  /** The environment of every step. */
  env: Record<string, string>
  /** What a job gets by its permissions: its own token, and variables. */
  grant(permissions: Job['permissions']): { token: string; env: Record<string, string> }
  /** What each action does, by owner and name. */
  actions: Record<string, Action>
  /** Programs that stand before those of the machine, as shell scripts by their name. */
  programs: Record<string, string>
  /** The names of all steps with `run:` that were run. */
  executed: Set<string>
}

/** Does what an action does, and answers with its outputs. */
export type Action = (call: ActionCall) => Promise<Record<string, string>> | Record<string, string>

export interface ActionCall {
  given: Record<string, string>
  workspace: string
  permissions: Job['permissions']
  /** Of the whole run: the folder of each, by name. */
  artifacts: Map<string, string>
  /** A new folder. */
  makeFolder(): string
}

export interface JobRun {
  result: 'success' | 'failure' | 'skipped'
  outputs: Record<string, string>
  /** Everything that its steps printed. */
  log: string
  summary: string
  /** `RUNNER_TEMP` and the working directory, as the job left them. */
  temp: string
  workspace: string
}

/** Once per run of a workflow, its jobs by name. */
export type WorkflowRun = Record<string, JobRun>

/**
 * Runs a workflow of main as GitHub's runner does: jobs in their order, each on a clean machine,
 * every `run:` step by its shell, every `uses:` step by the table of actions.
 *
 * @param only these jobs alone
 */
export async function runWorkflow(
  world: World,
  file: string,
  only?: readonly string[],
): Promise<WorkflowRun> {
  const path = `main:.github/workflows/${file}`
  const text = execFileSync('git', ['-C', world.git, 'show', path], { encoding: 'utf8' })
  const workflow = parseWorkflow(text)
  const runs: WorkflowRun = {}
  const artifacts = new Map<string, string>()
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (only && !only.includes(name)) continue
    runs[name] = await new JobRunner(world, workflow.name, name, job, runs, artifacts).run()
  }
  return runs
}

class JobRunner {
  readonly #world: World
  readonly #workflow: string
  readonly #name: string
  readonly #job: Job
  readonly #runs: WorkflowRun
  readonly #artifacts: Map<string, string>
  readonly #folder: string
  readonly #run: JobRun
  readonly #steps = new Map<string, { outcome: string; outputs: Record<string, string> }>()
  readonly #granted: { token: string; env: Record<string, string> }
  #standing: Standing = 'success'

  constructor(
    world: World,
    workflow: string,
    name: string,
    job: Job,
    runs: WorkflowRun,
    artifacts: Map<string, string>,
  ) {
    this.#world = world
    this.#workflow = workflow
    this.#name = name
    this.#job = job
    this.#runs = runs
    this.#artifacts = artifacts
    this.#granted = world.grant(job.permissions)
    this.#folder = mkdtempSync(join(world.folder, `${workflow}-${name}-`))
    const [temp = '', workspace = ''] = ['temp', 'workspace', 'home', 'programs'].map((one) => {
      mkdirSync(join(this.#folder, one))
      return join(this.#folder, one)
    })
    this.#run = { result: 'success', outputs: {}, log: '', summary: '', temp, workspace }
    for (const [program, script] of Object.entries(world.programs)) {
      writeFileSync(join(this.#folder, 'programs', program), script, { mode: 0o755 })
    }
  }

  async run(): Promise<JobRun> {
    const { needs, if: condition, steps, outputs, environment } = this.#job
    const areWell = needs.every((need) => this.#runs[need]?.result === 'success')
    if (!holds(condition, this.#lookup, areWell ? 'success' : 'failure')) {
      return { ...this.#run, result: 'skipped' }
    }
    for (const [at, step] of steps.entries()) await this.#runStep(step, at)
    this.#run.result = this.#standing
    for (const [key, value] of Object.entries(outputs)) this.#run.outputs[key] = this.#fill(value)
    if (environment && this.#standing === 'success') this.#fill(environment.url)
    return this.#run
  }

  async #runStep(step: Step, at: number): Promise<void> {
    const outputs: Record<string, string> = {}
    let outcome = 'skipped'
    if (holds(step.if, this.#lookup, this.#standing)) {
      const name = stepName(this.#workflow, this.#name, step)
      this.#run.log += `### ${name}\n`
      const isWell = step.uses
        ? await this.#use(step, outputs)
        : await this.#runScript(step, at, outputs)
      outcome = isWell ? 'success' : 'failure'
      if (!isWell) this.#standing = 'failure'
    }
    if (step.id) this.#steps.set(step.id, { outcome, outputs })
  }

  async #use({ uses = '', with: given }: Step, outputs: Record<string, string>): Promise<boolean> {
    const [action = '', version = ''] = uses.split('@')
    const act = this.#world.actions[action]
    if (!act || !/^[0-9a-f]{40}$/.test(version)) {
      throw new Error(`nobody said what ${uses} does: pin it, and add it to the table of actions`)
    }
    const filled = Object.entries(given).map(([key, value]) => [key, this.#fill(value)])
    try {
      const answer = await act({
        given: Object.fromEntries(filled),
        workspace: this.#run.workspace,
        permissions: this.#job.permissions,
        artifacts: this.#artifacts,
        makeFolder: () => mkdtempSync(join(this.#folder, 'artifact-')),
      })
      Object.assign(outputs, answer)
      return true
    } catch (error) {
      this.#run.log += `${error}\n`
      return false
    }
  }

  async #runScript(
    { run = '', env, ...step }: Step,
    at: number,
    outputs: Record<string, string>,
  ): Promise<boolean> {
    const { temp, workspace } = this.#run
    if (run.includes('${{')) throw new Error(`an expression stands in a shell script: ${run}`)
    const [script, output, summary] = ['sh', 'output', 'summary'].map((kind) =>
      join(this.#folder, `${at}.${kind}`),
    ) as [string, string, string]
    writeFileSync(script, run)
    const given = Object.entries(env).map(([key, value]) => [key, this.#fill(value)])
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${join(this.#folder, 'programs')}:${process.env['PATH']}`,
        HOME: join(this.#folder, 'home'),
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: temp,
        ...this.#world.env,
        ...this.#granted.env,
        ...Object.fromEntries(given),
      },
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        this.#run.log += chunk
      })
    }
    const status = await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    this.#world.executed.add(stepName(this.#workflow, this.#name, { ...step, run, env }))
    if (existsSync(summary)) this.#run.summary += readFileSync(summary, 'utf8')
    if (existsSync(output)) Object.assign(outputs, readOutputs(readFileSync(output, 'utf8')))
    if (status !== 0) this.#run.log += `exit code ${status}\n`
    return status === 0
  }

  #fill(text: string): string {
    return fillIn(text, this.#lookup, this.#standing)
  }

  /** As GitHub has it, but that a name nobody set is an error, where GitHub has the empty text. */
  readonly #lookup: Lookup = (path) => {
    const [context, name = '', kind, key = ''] = path.split('.')
    if (path === 'github.token') return this.#granted.token
    if (path === 'runner.temp') return this.#run.temp
    if (context === 'steps' && kind) {
      const step = demand(this.#steps.get(name), path)
      return kind === 'outcome' ? step.outcome : (step.outputs[key] ?? '')
    }
    if (context === 'needs' && this.#job.needs.includes(name)) {
      const job = demand(this.#runs[name], path)
      return kind === 'result' ? job.result : (job.outputs[key] ?? '')
    }
    if (context === 'secrets') {
      return demand(this.#world.secrets[this.#job.environment?.name ?? '']?.[name], path)
    }
    return demand(this.#world.values[path], path)
  }
}

function demand<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new Error(`nothing says what ${path} is`)
  return value
}

/** `key=value` a line; these workflows write no other form. */
function readOutputs(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [, key = '', value = ''] = demand(/^([\w-]+)=(.*)$/.exec(line) ?? undefined, line)
        return [key, value]
      }),
  )
}
