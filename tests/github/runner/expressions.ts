/** What a path such as `github.ref` stands for; throws where nobody says. */
export type Lookup = (path: string) => string

/** How a job stands when an expression is asked about it. */
export type Standing = 'success' | 'failure'

type Value = string | boolean

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(&&|\|\||==|!=|[!()])|([A-Za-z_][\w.-]*))/y

/** Fills in every `${{ … }}` of a text. */
export function fillIn(text: string, lookup: Lookup, standing: Standing): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    String(evaluate(expression, lookup, standing)),
  )
}

/** Whether what has this condition runs: without a word about the job's standing, only if it is well. */
export function holds(condition: string | undefined, lookup: Lookup, standing: Standing): boolean {
  if (condition === undefined) return standing === 'success'
  const expression = /^\s*\$\{\{(.*)\}\}\s*$/.exec(condition)?.[1] ?? condition
  const asksItself = /\b(success|failure|cancelled|always)\(\)/.test(expression)
  if (!asksItself && standing !== 'success') return false
  return isTrue(evaluate(expression, lookup, standing))
}

/** GitHub's expressions as far as these workflows use them; anything else is an error. */
function evaluate(expression: string, lookup: Lookup, standing: Standing): Value {
  const tokens = tokenize(expression)
  let at = 0
  const takes = (word: string) => {
    const isNext = tokens[at]?.operator === word
    if (isNext) at++
    return isNext
  }
  const or = (): Value => {
    let value = and()
    while (takes('||')) {
      const right = and()
      value = isTrue(value) ? value : right
    }
    return value
  }
  const and = (): Value => {
    let value = comparison()
    while (takes('&&')) {
      const right = comparison()
      value = isTrue(value) ? right : value
    }
    return value
  }
  const comparison = (): Value => {
    const left = primary()
    if (takes('==')) return left === primary()
    if (takes('!=')) return left !== primary()
    return left
  }
  const primary = (): Value => {
    if (takes('!')) return !isTrue(primary())
    if (takes('(')) {
      const value = or()
      expect(')')
      return value
    }
    const token = tokens[at++]
    if (token?.text !== undefined) return token.text
    if (token?.path === undefined) throw new Error(`the expression ends early: ${expression}`)
    if (!takes('(')) return lookup(token.path)
    expect(')')
    return answerFunction(token.path, standing)
  }
  const expect = (word: string) => {
    if (!takes(word)) throw new Error(`expected ${word} in the expression ${expression}`)
  }
  const value = or()
  if (at < tokens.length) throw new Error(`the runner does not understand ${expression}`)
  return value
}

function tokenize(expression: string): { text?: string; operator?: string; path?: string }[] {
  const tokens = []
  TOKEN.lastIndex = 0
  for (const rest = expression.trimEnd(); TOKEN.lastIndex < rest.length; ) {
    const found = TOKEN.exec(rest)
    if (!found) throw new Error(`the runner does not understand ${expression}`)
    const [, text, operator, path] = found
    if (text !== undefined) tokens.push({ text: text.replaceAll("''", "'") })
    else tokens.push(operator === undefined ? { path: path ?? '' } : { operator })
  }
  return tokens
}

/** Nobody cancels here. */
function answerFunction(name: string, standing: Standing): boolean {
  if (name === 'success' || name === 'failure') return standing === name
  if (name === 'always') return true
  if (name === 'cancelled') return false
  throw new Error(`the runner knows no function ${name}()`)
}

function isTrue(value: Value): boolean {
  return value !== '' && value !== false
}
