import { findProgram } from './find-program.ts'

const PROGRAMS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of an installed Chromium or Chrome: CHROMIUM_PATH, the PATH, or the usual place; else null. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env['CHROMIUM_PATH']
  return findProgram(named ? [named] : PROGRAMS, env)
}
