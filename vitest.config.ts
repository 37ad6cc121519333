import { defineConfig } from 'vitest/config'

/** Tests of a site of 2,000 packages, which takes longer to build than the others. */
const AT_SCALE = ['tests/site/budgets.test.ts', 'tests/site/many.test.ts']

export default defineConfig({
  test: {
    // Processes, not threads: tests of permissions change the user of their process.
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Generous: the machine may be busy, and a test that hangs is found all the same.
          testTimeout: 30_000,
          include: ['tests/{core,rules,io,cli,scripts,docs,gate}/**/*.test.ts'],
          // Unit tests leave nothing behind in their process, and 60 of them import the same engine.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'site',
          include: ['tests/site/**/*.test.ts'],
          exclude: AT_SCALE,
          globalSetup: 'tests/site/build-sites.ts',
          testTimeout: 60_000,
          // A browser on a busy machine is now and then later than a test looks.
          retry: 1,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'scale',
          include: AT_SCALE,
          globalSetup: 'tests/site/build-many.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'interop',
          include: ['tests/interop/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'github',
          include: ['tests/github/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          include: ['tests/cluster/**/*.test.ts'],
          globalSetup: 'tests/cluster/build-api-server.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
