import type { Document, EntryDocument, OverviewDocument } from './document.ts'
import { compareFindings, type Finding } from './finding.ts'
import { type IndexFile, placeOf } from './index-file.ts'
import { type Index, parseIndex } from './index-model.ts'
import { lineAndColumn } from './position.ts'
import { printable } from './printable.ts'
import type { Problem, Rule } from './rule.ts'
import { fieldValue } from './rules/field-value.ts'
import { RULES } from './rules/rules.ts'
import { locate, type Path } from './yaml/read-yaml.ts'

export interface CheckResult {
  index: Index
  /** All findings of all files, sorted; `file` is relative to the index folder. */
  findings: Finding[]
}

/** Runs every offline rule over an index folder. One broken file never hides what others hold. */
export function checkIndex(
  files: readonly IndexFile[],
  rules: readonly Rule[] = RULES,
): CheckResult {
  const index = parseIndex(files)
  return { index, findings: judgeIndex(index, rules) }
}

/**
 * Runs every offline rule over a parsed index: rules about one file over its `files` and
 * `documents`, rules that compare over all of it.
 */
export function judgeIndex(index: Index, rules: readonly Rule[] = RULES): Finding[] {
  const places = index.files.map((file) => [file, placeOf(file.path)] as const)
  const findings: Finding[] = []
  for (const rule of rules) {
    const report = (problem: Problem, path: string, document: Document | null) =>
      findings.push(toFinding(rule, problem, path, document))
    if (rule.file) {
      for (const [file, place] of places) {
        for (const problem of rule.file(file, place)) report(problem, file.path, null)
      }
    }
    for (const document of index.documents) {
      for (const problem of applyToDocument(rule, document, index)) {
        report(problem, document.path, document)
      }
    }
    for (const problem of rule.index?.(index) ?? []) {
      report(problem, problem.document.path, problem.document)
    }
  }
  findings.push(...unexplained(index, findings))
  return findings.sort(compareFindings)
}

/** A document without a value never passes, also where no rule has words for the reason. */
function unexplained(index: Index, findings: readonly Finding[]): Finding[] {
  const failing = new Set(findings.filter((one) => one.severity === 'error').map((one) => one.file))
  return index.documents.flatMap((document) => {
    if (document.value !== null || failing.has(document.path)) return []
    const [issue] = document.issues
    const problem = issue
      ? { message: issue.message, at: { path: issue.path as Path } }
      : { message: 'the file cannot be read as what it should be' }
    return [toFinding(fieldValue, problem, document.path, document)]
  })
}

function* applyToDocument(rule: Rule, document: Document, index: Index): Generator<Problem> {
  if (rule.document) yield* rule.document(document)
  if (rule.entry && document.kind === 'entry') {
    yield* rule.entry(document as EntryDocument, index.policy)
  }
  if (rule.overview && document.kind === 'overview') {
    yield* rule.overview(document as OverviewDocument)
  }
}

function toFinding(rule: Rule, problem: Problem, file: string, document: Document | null): Finding {
  const place = problem.at && document ? resolve(problem.at, document) : null
  return {
    rule: rule.id,
    severity: rule.severity,
    file,
    line: place?.line ?? null,
    column: place?.column ?? null,
    message: printable(problem.message),
    fix: problem.fix === undefined ? null : printable(problem.fix),
  }
}

function resolve(at: NonNullable<Problem['at']>, document: Document) {
  if ('offset' in at) return lineAndColumn(document.text, at.offset)
  if (!document.yaml) return null
  const offset = document.yamlStart + locate(document.yaml, at.path, at.role)
  return lineAndColumn(document.text, offset)
}
