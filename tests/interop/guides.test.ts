import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Block, blocksOf, GUIDES, MAINTAINERS_PAGES } from '../docs/guide-files.ts'
import { patternOf } from '../guides/output-pattern.ts'
import { createSandbox } from '../guides/sandbox.ts'
import { type StandIns, startStandIns } from '../guides/stand-ins.ts'
import { registryObstacle } from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`The commands of the guides are not run: ${obstacle}\n`)

const isWorthRunning = (block: Block) => block.isRun || block.file !== null

describe.skipIf(obstacle !== null)('the commands of a guide', () => {
  let standIns: StandIns

  beforeAll(async () => {
    standIns = await startStandIns()
  })
  afterAll(() => standIns?.stop())

  const runnable = [...GUIDES, ...MAINTAINERS_PAGES].filter((guide) =>
    blocksOf(guide).some(({ isRun }) => isRun),
  )

  test.each(runnable)('$slug: every command does what the guide shows', (guide) => {
    const sandbox = createSandbox(standIns, guide.slug !== 'publish')
    onTestFinished(() => sandbox.remove())
    const blocks = blocksOf(guide)
    for (const [at, block] of blocks.entries()) {
      if (!isWorthRunning(block)) continue
      if (block.file !== null) {
        sandbox.write(block)
        continue
      }
      const { output, exit } = sandbox.run(block)
      const next = blocks[at + 1]
      expect.soft({ output, exit }, `${block.where}: ${block.text}`).toEqual({
        output: next?.isOutput ? expect.stringMatching(patternOf(next.text)) : '',
        exit: block.exit,
      })
    }
  })
})
