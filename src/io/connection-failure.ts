/** Why a connection failed: Node's code, empty where there is none, and what people call it. */
export function explainFailure(error: unknown): { code: string; reason: string } {
  const causes = [...causesOf(error)]
  const codes = causes.map((cause) => ('code' in cause ? String(cause.code) : cause.name))
  const known = codes.find((code) => Object.hasOwn(REASONS, code))
  const code = known ?? codes.find((one) => !one.endsWith('Error')) ?? ''
  return { code, reason: REASONS[code] ?? (causes.at(-1)?.message || code || String(error)) }
}

/** fetch says that it failed; why stands in its cause, or in one of its causes. */
function* causesOf(error: unknown): Generator<Error> {
  if (!(error instanceof Error)) return
  yield error
  yield* causesOf(error instanceof AggregateError ? error.errors[0] : error.cause)
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'nothing came in time',
  UND_ERR_CONNECT_TIMEOUT: 'nothing came in time',
  UND_ERR_HEADERS_TIMEOUT: 'nothing came in time',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of its answer',
  TimeoutError: 'nothing came in time',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not from an authority that is trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not from an authority that is trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not from an authority that is trusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not from an authority that is trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
}
