import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'

export interface StaticServer {
  url: string
  close(): Promise<void>
}

/**
 * Serves a built site on the loopback interface as GitHub Pages does: folders by their index.html,
 * everything unknown by 404.html. A file that lies there as FILE.gz, too, goes out as that.
 *
 * @param base the path it is served under, beginning and ending in `/`
 * @param port 0 for any free port
 */
export async function serveFolder(
  folder: string,
  base: string,
  port: number,
): Promise<StaticServer> {
  const serve = sirv(folder, { etag: true, dev: true, gzip: true })
  const server = createServer((request, response) => {
    const notFound = () => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
      // A catalog without the site has no such page.
      const page = join(folder, '404.html')
      response.end(existsSync(page) ? readFileSync(page) : 'not found\n')
    }
    const path = request.url ?? '/'
    if (!path.startsWith(base)) {
      if (`${path}/` !== base && path !== '/') return notFound()
      response.writeHead(302, { location: base })
      return response.end()
    }
    request.url = path.slice(base.length - 1)
    serve(request, response, notFound)
  })
  await listen(server, port)
  const address = server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://127.0.0.1:${actual}${base}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}
