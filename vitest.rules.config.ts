import { defineConfig } from 'vitest/config';

/** The rules that decide a change, with the share of their branches that tests walk: all of them, or the command fails. */
const RULES = [
	'packages/domain/src/change/{decide,judge-votes,eligibility,requirement-standing,quorum,vote,contributor}.ts',
	'packages/domain/src/change/holds/*.ts',
	'packages/domain/src/policy/{assign-votes,pool,owners-policy,requirement}.ts',
	'packages/domain/src/policy/predicate/{evaluate,print}-predicate.ts',
];

export default defineConfig({
	test: {
		include: ['packages/domain/src/{change,policy,delegation}/**/*.test.ts'],
		testTimeout: 120_000,
		coverage: {
			enabled: true,
			provider: 'v8',
			include: RULES,
			exclude: ['**/*.test.ts', '**/index.ts'],
			reporter: ['text'],
			thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
		},
	},
});
