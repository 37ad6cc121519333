/** What is wrong with a signature: the ids of the rules, which have pages on the site. */
export type SignatureRule =
  | 'signature-missing'
  | 'signature-identity'
  | 'signature-issuer'
  | 'signature-digest'
  | 'signature-payload'
  | 'signature-certificate'
  | 'signature-log'
  | 'signature-source'
  | 'signature-trigger'

/** Why one signature does not count: a fact about what a stranger published, no failure of ours. */
export class Refusal extends Error {
  readonly rule: SignatureRule
  readonly fix: string

  constructor(rule: SignatureRule, message: string, fix: string) {
    super(message)
    this.rule = rule
    this.fix = fix
  }
}

/** Reads a stranger's bytes: whatever a parser throws is a refusal. */
export function reading<T>(rule: SignatureRule, message: string, fix: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(rule, message, fix)
  }
}

export const SIGN_AGAIN = 'Sign the release again with cosign, keylessly, in its release workflow.'
