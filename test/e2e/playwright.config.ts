import { chromiumPath } from '@interlock/testkit/cache';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS } from './support/chromium-flags.ts';

// The first journey starts from nothing while the quickstart's script makes what the others share; they follow in this order.
const ORDER = [
	...['journey', 'canary', 'prediction-door', 'live', 'keyboard', 'tabs', 'gates', 'settings', 'pages', 'crawl', 'inbox', 'passkeys'],
	...['threads', 'waivers', 'policy', 'emergency', 'promote', 'evidence', 'away'],
];

export default defineConfig({
	testDir: '.',
	globalSetup: './global-setup.ts',
	projects: ORDER.map((name) => ({ name, testMatch: `${name}.spec.ts` })),
	fullyParallel: false,
	workers: 1,
	retries: 0,
	// A limit for a stuck journey on a busy machine; together they take some minutes.
	timeout: 600_000,
	expect: { timeout: 15_000 },
	outputDir: '../../test-results',
	reporter: 'list',
	use: {
		viewport: { width: 1440, height: 900 },
		actionTimeout: 30_000,
		trace: 'retain-on-failure',
		launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_FLAGS },
	},
});
