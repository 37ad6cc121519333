import type { Github } from './client.ts'

/** The GitHub App that writes: what it wrote is its own by these, whatever a text claims. */
export interface App {
  slug: string
  /** The numeric account of its bot, the author of its comments and issues. */
  bot: number
}

/** Looks up the App's bot account by its slug. */
export async function readApp({ rest }: Github, slug: string): Promise<App> {
  if (!/^[a-z0-9-]+$/.test(slug)) {
    throw new Error(`the App's slug is ${JSON.stringify(slug)}, expected letters, digits and -`)
  }
  const { data } = await rest.users.getByUsername({ username: `${slug}[bot]` })
  return { slug, bot: data.id }
}
