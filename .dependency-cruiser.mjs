/** Packages that run in a browser as they are: the engine must, for the submit page. */
const BROWSER_SAFE = [
  'fastest-levenshtein',
  'js-yaml',
  'markdown-it',
  'semver',
  'spdx-expression-parse',
  'yaml',
  'zod',
]

const packagePath = (names) => `node_modules/(@types/)?(${names.join('|')})/`

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment:
        'core imports core and browser-safe packages: no node:*, nothing of io, site or scripts',
      severity: 'error',
      from: { path: '^src/core' },
      to: { pathNot: ['^src/core', packagePath(BROWSER_SAFE)] },
    },
    {
      name: 'nobody-imports-cli',
      comment: 'the client is an end: scripts bundle it, and nothing builds on it',
      severity: 'error',
      from: { pathNot: '^src/cli' },
      to: { path: '^src/cli' },
    },
    {
      name: 'cli-imports-core-and-io',
      severity: 'error',
      from: { path: '^src/cli' },
      to: { path: '^(src/site|scripts)' },
    },
    {
      name: 'io-imports-core',
      comment: 'io imports core, io, node and packages',
      severity: 'error',
      from: { path: '^src/io' },
      to: { path: '^(src/site|scripts)' },
    },
    {
      name: 'site-imports-core',
      comment: 'the site knows the engine and the compiled catalog, and nothing of io',
      severity: 'error',
      from: { path: '^src/site' },
      to: { path: '^(src/io|scripts)' },
    },
    {
      name: 'browser-code-is-browser-safe',
      comment: 'what is sent to browsers imports no node:*',
      severity: 'error',
      from: { path: '^src/site/client' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody-imports-scripts',
      severity: 'error',
      from: { pathNot: '^scripts' },
      to: { path: '^scripts' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    extraExtensionsToScan: ['.astro'],
    doNotFollow: { path: 'node_modules' },
    // octokit is for ES modules only.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
    },
  },
}
