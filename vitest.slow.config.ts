import { defineConfig } from 'vitest/config';

/** Suites that start the whole product: one after the other, behind everything else. */
export default defineConfig({
	test: { include: ['test/crash/**/*.test.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 300_000 },
});
