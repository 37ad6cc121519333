import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANE_ROWS } from '../../src/core/gate/lanes.ts'
import { type Verdict, VerdictSchema } from '../../src/core/gate/verdict.ts'
import type { KnownOnBase } from '../../src/io/gather-evidence.ts'
import { judgeBranch } from '../../src/io/judge-branch.ts'
import { BASE } from './example-index.ts'
import { FastImport } from './fast-import.ts'
import type { Scenario } from './scenario.ts'
import { ARTIFACTS } from './scenarios/artifacts.ts'
import { ENTRIES } from './scenarios/entries.ts'
import { HISTORY } from './scenarios/history.ts'
import { HOSTILE } from './scenarios/hostile.ts'
import { PATHS } from './scenarios/paths.ts'
import { RENAMES } from './scenarios/renames.ts'
import { TEXTS } from './scenarios/texts.ts'
import { TRUST } from './scenarios/trust.ts'
import { VERSIONS } from './scenarios/versions.ts'

const TABLES = { VERSIONS, TEXTS, ENTRIES, TRUST, PATHS, HISTORY, RENAMES, ARTIFACTS, HOSTILE }
const SCENARIOS = Object.values(TABLES).flat()

const folder = mkdtempSync(join(tmpdir(), 'packages-index-scenarios-'))

beforeAll(() => {
  const history = new FastImport()
  history.commit('main', BASE)
  for (const [at, scenario] of SCENARIOS.entries()) addScenario(history, `${at}`, scenario)
  history.write(folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function addScenario(history: FastImport, id: string, scenario: Scenario): void {
  const [main, branch] = [`main-${id}`, `branch-${id}`]
  history.commit(main, scenario.base ?? {}, 'main')
  for (const [at, files] of scenario.commits.entries()) {
    history.commit(branch, files, at === 0 ? main : undefined)
  }
  if (scenario.meanwhile) history.commit(main, scenario.meanwhile)
  if (scenario.mergedWith) history.commit(branch, scenario.mergedWith, undefined, main)
}

function judgeScenario(scenario: Scenario): Promise<Verdict> {
  const id = SCENARIOS.indexOf(scenario)
  return judgeBranch({
    repo: folder,
    base: `main-${id}`,
    head: `branch-${id}`,
    author: scenario.author ?? null,
    judged: new Map(Object.entries(scenario.judged ?? {})),
    gather: scenario.artifacts ? ({ name }, known) => findArtifact(scenario, name, known) : null,
  })
}

async function findArtifact({ artifacts }: Scenario, name: string, known: KnownOnBase) {
  const found = artifacts?.[name]
  if (!found) throw new Error(`nobody said what a registry has for ${name}`)
  return typeof found === 'function' ? found(known) : found
}

describe.each(Object.entries(TABLES))('%s', { timeout: 60_000 }, (_, scenarios) => {
  test.each(scenarios)('$title: $lane', async (scenario) => {
    const verdict = await judgeScenario(scenario)
    const decisions = [...verdict.decisions, ...verdict.changes.flatMap((one) => one.decisions)]
    const errors = verdict.findings.filter(({ severity }) => severity === 'error')
    expect({
      rows: [...new Set(decisions.map(({ row }) => row))].sort(),
      rules: [...new Set(errors.map(({ rule }) => rule))].sort(),
      lane: verdict.lane,
    }).toEqual({ rows: scenario.rows, rules: scenario.rules ?? [], lane: scenario.lane })
    expect(VerdictSchema.parse(verdict)).toEqual(verdict)
    scenario.expect?.(verdict)
  })
})

test('every row of the lane table is decided in some scenario', () => {
  const decided = new Set(SCENARIOS.flatMap(({ rows }) => rows as string[]))
  expect(LANE_ROWS.map(({ id }) => id).filter((id) => !decided.has(id))).toEqual([])
})

test('there are as many scenarios as the design asks for, and each of its own', () => {
  expect(SCENARIOS.length).toBeGreaterThanOrEqual(60)
  expect(new Set(SCENARIOS.map(({ title }) => title)).size).toBe(SCENARIOS.length)
})
