import { defineConfig } from 'vitest/config';

/** Pure rules share a worker: they hold no state, and starting one per file costs more than the tests. */
const PURE = 'packages/domain/src/**/*.test.ts';

export default defineConfig({
	test: {
		testTimeout: 30_000,
		hookTimeout: 60_000,
		projects: [
			{ extends: true, test: { name: 'domain', include: [PURE], isolate: false } },
			{
				extends: true,
				test: {
					name: 'product',
					include: ['{packages,apps,workers}/**/src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
					exclude: ['**/node_modules/**', '**/.next/**', PURE, 'test/e2e/**', 'test/crash/**'],
					globalSetup: ['packages/testkit/src/global-setup.ts'],
				},
			},
		],
	},
});
