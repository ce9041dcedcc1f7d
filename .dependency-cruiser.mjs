const tests = '\\.test\\.tsx?$|^e2e/|(^|/)test/|(^|/)test-[a-z-]+\\.ts$';
/** Modules of lib that run in the browser too, by the names they carry. */
const clientSafe =
  '^lib/language/|^lib/.+/(actions|[a-z-]+-actions|client|quick-add|view|fields|theme|words|[a-z-]+-words)\\.tsx?$';

/** The zones: app -> components -> lib -> db, and inside lib agent -> tools -> nouns -> scope. */
const rules = [
  { name: 'no-cycles', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
  { name: 'no-unresolved', from: {}, to: { couldNotResolve: true } },
  {
    name: 'app-reaches-data-through-lib',
    from: { path: '^app/', pathNot: tests },
    // A page may hand the database on to lib; it makes no query of its own.
    to: { path: '^db/', pathNot: '^db/index\\.ts$' },
  },
  {
    name: 'nothing-imports-app',
    from: { pathNot: '^app/|^\\.next/|^next-env' },
    to: { path: '^app/' },
  },
  {
    name: 'components-never-reach-db',
    from: { path: '^components/' },
    to: { path: '^db/' },
  },
  {
    name: 'components-take-types-and-actions-from-lib',
    from: { path: '^components/', pathNot: tests },
    to: { path: '^lib/', pathNot: clientSafe, dependencyTypesNot: ['type-only'] },
  },
  { name: 'lib-has-no-face', from: { path: '^lib/' }, to: { path: '^components/' } },
  {
    name: 'db-knows-only-the-environment',
    from: { path: '^db/', pathNot: tests },
    to: { path: '^(lib|components)/', pathNot: '^lib/env\\.ts$' },
  },
  {
    name: 'env-is-a-leaf',
    from: { path: '^lib/env\\.ts$' },
    to: { path: '^(app|components|lib|db)/' },
  },
  {
    name: 'language-stands-alone',
    from: { path: '^lib/language/', pathNot: tests },
    to: { path: '^(app|components|lib|db)/', pathNot: '^lib/language/' },
  },
  {
    name: 'scope-is-below-the-nouns',
    from: { path: '^lib/scope\\.ts$' },
    to: { path: '^lib/', pathNot: '^lib/(env|log|http)\\.ts$' },
  },
  {
    name: 'nouns-are-below-tools-and-agent',
    from: { path: '^lib/', pathNot: `^lib/(agent|tools)/|${tests}` },
    to: { path: '^lib/(agent|tools)/' },
  },
  {
    name: 'tools-are-below-agent',
    from: { path: '^lib/tools/', pathNot: tests },
    to: { path: '^lib/agent/' },
  },
  {
    name: 'production-code-imports-no-test-helper',
    from: { path: '^(app|components|lib|db)/', pathNot: tests },
    to: { path: tests },
  },
  {
    name: 'production-code-needs-no-development-package',
    from: { path: '^(app|components|lib|db)/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
];

export default {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.css$)|/\\.next/|next-env' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
