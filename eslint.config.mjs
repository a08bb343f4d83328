import js from '@eslint/js'
import fpTs from 'eslint-plugin-fp-ts'
import tseslint from 'typescript-eslint'

const libraryImports = {
  regex: '^(fp-ts|io-ts|io-ts-types|monocle-ts|newtype-ts)/(?!lib/.*\\.js$)',
  message: "Import fp-ts and io-ts as 'fp-ts/lib/X.js': other spellings fail at run time under Node ESM.",
}

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'fp-ts': fpTs },
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.check.json', './packages/fleet/page/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'fp-ts/no-discarded-pure-expression': 'error',
      'no-restricted-imports': ['error', { patterns: [libraryImports] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/array-type': ['error', { default: 'generic', readonly: 'generic' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Random is injected.' },
        { object: 'Date', property: 'now', message: 'The clock is injected.' },
      ],
    },
  },
  {
    // The one place where this machine's clock and random come in.
    files: ['packages/core/src/ports/clock.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // In a page, foreign text is text: nothing of it becomes HTML.
    files: ['packages/*/page/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'JSXAttribute[name.name=/^(dangerouslySetInnerHTML|innerHTML|href|src|srcdoc)$/]',
          message: 'A page shows foreign text as text, and leads nowhere.',
        },
        {
          selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|write)$/]',
          message: 'A page shows foreign text as text.',
        },
      ],
    },
  },
  {
    // What is printed passes the one function that cleans it, in packages/cli/src/output/terminal-text.ts.
    files: ['packages/*/src/**/*.ts'],
    ignores: [
      'packages/*/src/main.ts',
      'packages/cli/src/command-process.ts',
      'packages/cli/src/io/early-stop.ts',
      'packages/cli/src/io/process-io.ts',
      // Listens to what an adapter prints, and prints nothing.
      'packages/conformance/src/fixture/console-capture.ts',
    ],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "MemberExpression[property.name='write'] > MemberExpression[object.name='process'][property.name=/^std(out|err)$/]",
          message: 'Print by the reporter of the command (packages/cli/src/output/reporter.ts).',
        },
      ],
    },
  },
  {
    files: ['packages/conformance/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "MemberExpression[property.name='write'] > MemberExpression[object.name='process'][property.name=/^std(out|err)$/]",
          message: 'Print by the reporter of the command (packages/cli/src/output/reporter.ts).',
        },
        {
          // Node makes a message of its own out of the source, which never ends where a loader has changed the lines.
          selector: "CallExpression[callee.object.name='assert'][callee.property.name='ok'][arguments.length=1]",
          message: 'Say what is wrong where it is not so: assert.ok(value, message).',
        },
      ],
    },
  },
  {
    // A type that is imported inline leaves an import of its module, and `--help` would load all of core.
    files: ['packages/cli/src/**/*.ts'],
    rules: { '@typescript-eslint/no-import-type-side-effects': 'error' },
  },
  {
    files: ['packages/cli/src/**/*.ts'],
    ignores: [
      'packages/cli/src/{main,command-process,run,io/early-stop,io/process-io,io/line-input,io/secret-input,output/reporter,output/progress}.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^write(Error)?$/][callee.object.property.name=/^(output|errors|stdout|stderr)$/]',
          message: 'Print by the reporter of the command (packages/cli/src/output/reporter.ts).',
        },
        {
          selector:
            'CallExpression[callee.property.name=/^write(Error)?$/][callee.object.name=/^(output|errors|stdout|stderr)$/]',
          message: 'Print by the reporter of the command (packages/cli/src/output/reporter.ts).',
        },
      ],
    },
  },
)
