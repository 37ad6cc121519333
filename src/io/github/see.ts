import type { Seen } from '../../core/doctor/settings.ts'
import { statusOf } from './client.ts'

/** Whom GitHub shows what is asked for, in the words of an outcome. */
export const ADMIN = 'an administrator of the repository'
export const WRITE = 'somebody with write access'

/** Asks for a setting; GitHub answers 404 as well as 403 to who may not see it. */
export async function see<T>(who: string, ask: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { value: await ask() }
  } catch (error) {
    const status = statusOf(error)
    if (status !== 403 && status !== 404) throw error
    return { unseen: `GitHub answers ${status}: it shows this to ${who}` }
  }
}
