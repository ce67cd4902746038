import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumPath } from '@interlock/testkit/cache';
import { type BrowserContext, chromium } from '@playwright/test';
import { CHROMIUM_FLAGS } from './support/chromium-flags.ts';
import { open } from './support/look.ts';
import { type ProductPage, productPages, type Subjects } from './support/pages.ts';
import { signInByLink } from './support/sign-in.ts';

// Pictures of every page of a running instance whose quickstart waits for a review: both themes, on a desk and on a phone.
// node test/e2e/screenshots.ts <url> <one-time sign-in link of an administrator> [folder]

const [url = '', link = '', folder = join(import.meta.dirname, '../../docs/screenshots')] = process.argv.slice(2);
const PROJECT = '/interlock/nyc-flights';

interface Listed {
	changes: { number: number; state: string }[];
	runs: { runId: string; status: string }[];
	rows: { n: number }[];
	proposals: { id: string }[];
}

const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
await mkdir(folder, { recursive: true });
const first = await browser.newContext();
await signInByLink(await first.newPage(), link);
const cookies = await first.cookies();
const { closed, ...subjects } = await findSubjects(first);
const pages: ProductPage[] = [
	...productPages(subjects).filter(({ name }) => name !== 'policy-proposal' || subjects.proposal !== ''),
	{ name: 'change-closed', path: `${PROJECT}/changes/${closed}` },
	{ name: 'sign-in', path: '/sign-in' },
];
for (const theme of ['light', 'dark'] as const) {
	for (const width of [1440, 390]) {
		const size = { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme: theme, reducedMotion: 'reduce' } as const;
		const known = await browser.newContext({ baseURL: url, ...size });
		await known.addCookies(cookies);
		const stranger = await browser.newContext({ baseURL: url, ...size });
		for (const { name, path } of pages) {
			const page = await (name === 'sign-in' ? stranger : known).newPage();
			await open(page, path);
			await page.waitForLoadState('networkidle');
			await page.screenshot({ path: join(folder, `${name}.${theme}${width === 390 ? '.phone' : ''}.png`) });
			await page.close();
		}
		await known.close();
		await stranger.close();
	}
}
await browser.close();

async function findSubjects(context: BrowserContext): Promise<Subjects & { closed: number }> {
	const read = async (path: string) => (await (await context.request.get(`${url}/api/v1${path}`)).json()) as Listed;
	const { changes } = await read(`/projects${PROJECT}/changes?state=all`);
	const { runs } = await read(`/projects${PROJECT}/runs`);
	const { rows } = await read('/orgs/interlock/audit?q=policy&limit=1');
	const { proposals } = await read(`/projects${PROJECT}/policies/production`);
	const numberOf = (state: string) => changes.find((change) => change.state === state)?.number ?? 0;
	return {
		run: runs.find((run) => run.status === 'FINISHED')?.runId ?? '',
		open: numberOf('in-review'),
		applied: numberOf('applied'),
		closed: numberOf('closed'),
		entry: rows[0]?.n ?? 1,
		proposal: proposals[0]?.id ?? '',
	};
}
