// The linter's rules: those that ESLint, typescript-eslint and eslint-plugin-svelte recommend.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'src/generated/'] },
  js.configs.recommended,
  { files: ['*.ts'], extends: [tseslint.configs.recommended] },
  {
    files: ['src/**', 'tests/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
  },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      // Props and derived values are declared with `let`, as Svelte does in its own documentation.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // `{' '}` keeps a space at the edge of an element.
      'svelte/no-useless-mustaches': 'off',
      // Sets and maps in state are either replaced as a whole or not shown.
      'svelte/prefer-svelte-reactivity': 'off',
      // The parser does not know the types of components; svelte-check does.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['tests/mock/**'],
    // Commands of the program fail with plain objects.
    rules: { '@typescript-eslint/only-throw-error': 'off' },
  },
  // TypeScript knows which names exist.
  { rules: { 'no-undef': 'off' } },
);
