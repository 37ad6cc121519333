import { existsSync, readdirSync } from 'node:fs'
import { CannotRun, run } from '../scripts/run.ts'
import { makeManyPackages } from '../tests/site/many-packages.ts'

const HELP = `Generates an index of many packages, the same bytes for the same options.

  node benchmarks/many-packages.ts --out DIR                   2,000 packages into DIR/index
  node benchmarks/many-packages.ts --out DIR --packages 50     another number
  node benchmarks/many-packages.ts --out DIR --seed 7          others
  node benchmarks/many-packages.ts --out DIR --git             with a history of 24 months

DIR/status holds the results of a re-check. To look at it:
  INDEX_DIR=DIR/index npm start
`

const options = {
  out: { type: 'string' },
  packages: { type: 'string', default: '2000' },
  seed: { type: 'string', default: '1' },
  git: { type: 'boolean', default: false },
} as const

await run(HELP, options, ({ out, packages, seed, git }) => {
  if (!out) throw new CannotRun('expected --out DIR, a new or empty folder')
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new CannotRun(`${out} is not empty\nName a new or empty folder.`)
  }
  const numbers = { packages: wholeNumber('packages', packages), seed: wholeNumber('seed', seed) }
  const { index, status, files } = makeManyPackages(out, { ...numbers, git })
  process.stdout.write(`${files.size} files in ${index}, re-checks in ${status}\n`)
  return 0
})

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new CannotRun(`--${option} is ${JSON.stringify(text)}, expected a whole number from 1`)
  }
  return Number(text)
}
