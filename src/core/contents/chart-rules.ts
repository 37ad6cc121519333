import semver from 'semver'
import { likelyMeant } from '../names.ts'
import { quote } from '../printable.ts'
import type { FindingList } from './finding-list.ts'
import { isMapping, listIn, textIn, valueIn } from './shape.ts'
import type { SourceText } from './source-text.ts'
import { offsetAt, pointerPart, type TypedYaml } from './typed-yaml.ts'

/** Checks a Chart.yaml by the rules that Helm has for it, as far as they need no rendering. */
export function checkChart(document: TypedYaml, source: SourceText, findings: FindingList): void {
  for (const { message, fix, offset } of document.faults.slice(0, 20)) {
    findings.add('chart-yaml', source.place(offset), message, fix, 'warning')
  }
  for (const { field, message, fix, isMild } of chartProblems(document.value)) {
    const place = source.place(offsetAt(document, field))
    findings.add('chart-yaml', place, message, fix, isMild ? 'warning' : undefined)
  }
}

interface ChartProblem {
  /** JSON pointer */
  field: string
  message: string
  fix: string
  /** Helm loads the chart all the same. */
  isMild?: boolean
}

function* chartProblems(chart: unknown): Generator<ChartProblem> {
  const apiVersion = valueIn(chart, 'apiVersion')
  if (apiVersion === 'v1') {
    const message = 'apiVersion v1 is that of Helm 2'
    yield { field: '/apiVersion', message, fix: 'Write apiVersion: v2.', isMild: true }
  } else if (apiVersion !== 'v2') {
    const message = `expected apiVersion v2, found ${show(apiVersion)}`
    yield { field: '/apiVersion', message, fix: 'Write apiVersion: v2.' }
  }
  yield* nameProblems(valueIn(chart, 'name'))
  yield* versionProblems(valueIn(chart, 'version'))
  const appVersion = valueIn(chart, 'appVersion') ?? ''
  if (typeof appVersion !== 'string') {
    const message = `expected an appVersion in quotes, found ${show(appVersion)}`
    yield { field: '/appVersion', message, fix: 'Put it in quotes.', isMild: true }
  }
  const type = valueIn(chart, 'type') ?? ''
  if (!['', 'application', 'library'].includes(String(type))) {
    const message = `expected type application or library, found ${show(type)}`
    yield { field: '/type', message, fix: 'Write type: application, or leave it out.' }
  }
  yield* dependencyProblems(chart)
  yield* unknownFields(chart)
}

/** Helm takes any name that is no path, and makes names of Kubernetes objects of it. */
function* nameProblems(name: unknown): Generator<ChartProblem> {
  if (typeof name === 'string' && name.length <= 250 && /^[A-Za-z0-9._-]+$/.test(name)) return
  const isPath = typeof name !== 'string' || name === '' || name.length > 250 || name.includes('/')
  const message = `expected a chart name of letters, digits, dots, dashes and underscores, found ${show(name)}`
  yield { field: '/name', message, fix: 'Name the chart after its folder.', isMild: !isPath }
}

/** Helm reads v1.2 and 1.2 as 1.2.0, and says so; it reads no other words as a version. */
function* versionProblems(version: unknown): Generator<ChartProblem> {
  if (typeof version !== 'string') {
    const message = `expected a version in quotes, found ${show(version)}`
    yield { field: '/version', message, fix: 'Write version: "1.0.0".' }
  } else if (semver.parse(version) === null || /^[v=\s]/.test(version)) {
    const isReadable = /^v?\d+(\.\d+){0,2}([-+][\w.+-]+)?$/.test(version)
    const message = `expected a semantic version, found ${quote(version)}`
    yield { field: '/version', message, fix: 'Write major.minor.patch.', isMild: isReadable }
  }
}

function* dependencyProblems(chart: unknown): Generator<ChartProblem> {
  const dependencies = valueIn(chart, 'dependencies') ?? []
  if (!Array.isArray(dependencies)) {
    const message = `expected a list of dependencies, found ${show(dependencies)}`
    const fix = 'Write a list with name, version and repository.'
    yield { field: '/dependencies', message, fix }
  }
  for (const [at, dependency] of listIn(chart, 'dependencies').entries()) {
    const field = `/dependencies/${at}`
    if (!isMapping(dependency)) {
      const message = `expected a dependency, found ${show(dependency)}`
      yield { field, message, fix: 'Write name, version and repository.' }
    } else if (!textIn(dependency, 'name')) {
      const message = 'a dependency has no name'
      yield { field, message, fix: 'Write name, version and repository.', isMild: true }
    }
    const alias = textIn(dependency, 'alias') ?? ''
    if (!/^[A-Za-z0-9_-]*$/.test(alias)) {
      const message = `expected an alias of letters, digits, dashes and underscores, found ${quote(alias)}`
      yield { field: `${field}/alias`, message, fix: 'Rename it.' }
    }
  }
}

const FIELDS = `apiVersion name version kubeVersion description type keywords home sources
  dependencies maintainers icon appVersion deprecated annotations condition tags`.split(/\s+/)

/** Helm loads the chart without them. */
function* unknownFields(chart: unknown): Generator<ChartProblem> {
  for (const key of Object.keys(isMapping(chart) ? chart : {}).slice(0, 100)) {
    if (FIELDS.includes(key)) continue
    const meant = likelyMeant(key, FIELDS)
    const fix = meant ? `Did you mean ${meant}?` : 'Remove it, or make it an annotation.'
    yield {
      field: `/${pointerPart(key)}`,
      message: `unknown field ${quote(key)}`,
      fix,
      isMild: true,
    }
  }
}

function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a mapping'
  return typeof value === 'string' ? quote(value) : `the ${typeof value} ${value}`
}
