import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'data/', 'docs/', 'coverage/', 'test-results/'] },
  ...ts.configs.strict,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser, Temporal: 'readonly' } },
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    // Maps and sets in components are built by $derived and replaced whole, never changed in place.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    // A rule takes time as an argument; only I/O may look at a clock.
    files: ['protocol/**/*.ts', 'controller/**/{plan,loop,recurrence,accept,coverage,sets,decide}*.ts', 'kiosk/device/{player,session,clock}*.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'Time is an argument.' }, { object: 'Math', property: 'random', message: 'Chance is an argument.' }],
      'no-restricted-syntax': ['error', { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' }, { selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]', message: 'Time is an argument.' }],
    },
  },
  { files: ['tools/**', 'test/**', 'site/make-venue.ts'], rules: { 'no-console': 'off' } },
)
