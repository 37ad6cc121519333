import { decodeUtf8 } from '../utf8.ts'
import { type ArtifactTree, joinPath } from './artifact-tree.ts'
import { checkChart } from './chart-rules.ts'
import { checkValues } from './chart-values.ts'
import { type FindingList, wholeFile } from './finding-list.ts'
import type { ChartUse } from './links.ts'
import type { Validator } from './schema-problem.ts'
import { cleanText, isMapping, textIn } from './shape.ts'
import { SourceText } from './source-text.ts'
import { readTypedYaml } from './typed-yaml.ts'

export interface Chart {
  name: string
  version: string
}

/** The charts that components and libraries point at. Each is read once, however often it is used. */
export class Charts {
  private readonly tree: ArtifactTree
  private readonly validator: Validator
  private readonly findings: FindingList
  private readonly byFolder = new Map<string, Chart | null>()
  readonly uses: ChartUse[] = []

  constructor(tree: ArtifactTree, validator: Validator, findings: FindingList) {
    this.tree = tree
    this.validator = validator
    this.findings = findings
  }

  /** Notes who uses a chart, and with which libraries. */
  use(use: ChartUse): void {
    this.uses.push(use)
  }

  /** The folders of the charts that were read. */
  get folders(): ReadonlySet<string> {
    return new Set(this.byFolder.keys())
  }

  /** Name and version of the chart in a folder that has a Chart.yaml; null where it cannot be read. */
  read(folder: string): Chart | null {
    const known = this.byFolder.get(folder)
    if (known !== undefined) return known
    const chart = this.readChartYaml(joinPath(folder, 'Chart.yaml'))
    this.byFolder.set(folder, chart)
    checkValues(folder, this.tree, this.validator, this.findings)
    return chart
  }

  private readChartYaml(file: string): Chart | null {
    const { findings } = this
    const text = decodeUtf8(this.tree.artifact.files.get(file) ?? new Uint8Array())
    const documents = text === null ? null : readTypedYaml(text)
    if (text === null || documents === null) {
      findings.add('chart-yaml', wholeFile(file), 'expected UTF-8', 'Save it as UTF-8.')
      return null
    }
    const source = new SourceText(file, text)
    if (!Array.isArray(documents)) {
      const message = `cannot be read as YAML: ${documents.message}`
      findings.add('chart-yaml', source.place(documents.offset), message, documents.fix)
      return null
    }
    const [document] = documents
    if (!document || !isMapping(document.value)) {
      const message = 'expected the fields of a Helm chart'
      findings.add('chart-yaml', source.place(0), message, 'Write apiVersion, name and version.')
      return null
    }
    checkChart(document, source, findings)
    return {
      name: cleanText(textIn(document.value, 'name'), 250) ?? '',
      version: cleanText(textIn(document.value, 'version'), 250) ?? '',
    }
  }
}
