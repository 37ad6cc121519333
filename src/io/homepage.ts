import { Agent, request } from 'undici'
import { publicConnector } from './public-address.ts'

const CONNECT_MS = 5_000
const ANSWER_MS = 10_000
const MOST_REDIRECTS = 5

/**
 * Asks whether a homepage answers. Its address is a stranger's, as is every redirect: https alone,
 * and no address that is not public.
 *
 * @param exempt hosts, with their ports, that tests may ask although they are neither
 * @returns null where it answers, else why not
 */
export async function homepageProblem(
  address: string,
  exempt: ReadonlySet<string> = new Set(),
): Promise<string | null> {
  const connect = publicConnector(exempt, CONNECT_MS)
  const agent = new Agent({ connect, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS })
  try {
    let url = new URL(address)
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if (url.protocol !== 'https:' && !exempt.has(url.host)) return `it leads to ${url.protocol}//`
      const signal = AbortSignal.timeout(ANSWER_MS)
      const { statusCode, headers, body } = await request(url, { dispatcher: agent, signal })
      // Only the answer counts; giving up the rest is no error.
      body.on('error', () => undefined).destroy()
      const location = headers['location']
      const isRedirect = statusCode >= 300 && statusCode < 400 && typeof location === 'string'
      if (!isRedirect) return statusCode < 400 ? null : `it answers ${statusCode}`
      url = new URL(location, url)
    }
    return `it redirects more than ${MOST_REDIRECTS} times`
  } catch (error) {
    return error instanceof Error ? `it does not answer: ${error.message}` : 'it does not answer'
  } finally {
    await agent.destroy()
  }
}
