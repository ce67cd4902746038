import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumPath } from '@interlock/testkit/cache';
import { type BrowserContext, chromium } from '@playwright/test';
import { CHROMIUM_FLAGS } from './support/chromium-flags.ts';
import { signInByLink } from './support/sign-in.ts';

// Pictures of every page of a running instance with the quickstart's data, in both themes, at 1440 and 390 px:
// node test/e2e/screenshots.ts <url> <sign-in link, or a session cookie's value> [folder]

const [url = '', secret = '', folder = join(import.meta.dirname, '../../docs/screenshots')] = process.argv.slice(2);
const PROJECT = '/interlock/nyc-flights';
const PAGES: [name: string, path: string][] = [
	['projects', '/interlock'],
	['runs', `${PROJECT}/runs`],
	['run', `${PROJECT}/runs/{run}`],
	['models', `${PROJECT}/models`],
	['model', `${PROJECT}/models/arrival-delay`],
	['datasets', `${PROJECT}/datasets`],
	['dataset', `${PROJECT}/datasets/nyc-flights`],
	['changes', `${PROJECT}/changes`],
	['change', `${PROJECT}/changes/3`],
	['change-closed', `${PROJECT}/changes/2`],
	['deployments', `${PROJECT}/deployments`],
	['deployment', `${PROJECT}/deployments/arrival-delay`],
	['drift', `${PROJECT}/deployments/arrival-delay/drift`],
	['policies', `${PROJECT}/policies`],
	['audit', '/interlock/audit'],
	['members', '/interlock/settings/members'],
	['tokens', '/interlock/settings/tokens'],
];

const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
await mkdir(folder, { recursive: true });
const first = await browser.newContext();
if (secret.startsWith('http')) await signInByLink(await first.newPage(), secret);
else await first.addCookies([{ name: 'interlock.session', value: secret, url }]);
const cookies = await first.cookies();
const run = await newestRun(first);
for (const theme of ['light', 'dark'] as const) {
	for (const width of [1440, 390]) {
		const context = await browser.newContext({ viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme: theme });
		await context.addCookies(cookies);
		const page = await context.newPage();
		for (const [name, path] of PAGES) {
			await page.goto(`${url}${path.replace('{run}', run)}`, { waitUntil: 'networkidle' });
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			if (overflow > 0) process.stdout.write(`${name} scrolls sideways by ${overflow} px at ${width} px\n`);
			await page.screenshot({ path: join(folder, `${name}.${theme}${width === 390 ? '.390' : ''}.png`), fullPage: width === 390 });
		}
		await context.close();
	}
}
process.stdout.write(`${cookies.find((c) => c.name === 'interlock.session')?.value ?? ''}\n`);
await browser.close();

async function newestRun(context: BrowserContext): Promise<string> {
	const answer = await context.request.get(`${url}/api/v1/projects${PROJECT}/runs`);
	const { runs } = (await answer.json()) as { runs: { runId?: string; id: string }[] };
	const [newest] = runs;
	return (newest?.runId ?? newest?.id ?? '').replaceAll('-', '');
}
