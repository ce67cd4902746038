import { defineConfig } from 'vitest/config';
import { existsSync } from 'node:fs';

const globalSetup = 'packages/testkit/src/global-setup.ts';

export default defineConfig({
	test: {
		include: ['{packages,apps,workers}/**/src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
		exclude: ['**/node_modules/**', '**/.next/**', 'test/e2e/**', 'test/crash/**'],
		globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
		testTimeout: 30_000,
		hookTimeout: 60_000,
	},
});
