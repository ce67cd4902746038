import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const EVERYTHING = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } as const;
/** The rules that a theme can change the answer of; all others look at what is there, which is the same in both. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;
/** Every rule at both widths, every rule about colours in all four. */
const FOUR_LOOKS = [
	{ theme: 'light', width: 1440, rules: EVERYTHING },
	{ theme: 'dark', width: 1440, rules: COLOURS },
	{ theme: 'dark', width: 390, rules: EVERYTHING },
	{ theme: 'light', width: 390, rules: COLOURS },
] as const;
/** For variants of a page: both themes and both widths once. */
export const TWO_LOOKS = FOUR_LOOKS.filter(({ rules }) => rules === EVERYTHING);
/** What axe says of parts that are right. */
const RIGHT = [
	{ id: 'aria-hidden-focus', html: /data-base-ui-focus-guard/, because: 'a guard hands the focus on at once: nobody stays on it' },
	{ id: 'region', html: /role="menu"/, because: "a menu belongs to its button's region and is drawn last so that nothing cuts it off" },
];

/** Opens a page and waits until it has its data, its socket and its fonts. Returns the status it was answered with. */
export async function open(page: Page, path: string): Promise<number> {
	const answer = await page.goto(path);
	await expect(page.getByRole('main')).toBeVisible();
	const sidebar = page.getByRole('complementary', { name: 'Sidebar' });
	if (await sidebar.isVisible()) await expect(sidebar.getByText('Live', { exact: true })).toBeVisible();
	await page.evaluate(() => document.fonts.ready);
	return answer?.status() ?? 0;
}

/** What is wrong with the open page in both themes, wide and narrow: axe's findings and sideways scrolling. Empty when nothing is. */
export async function faultsOf(page: Page, looks: readonly (typeof FOUR_LOOKS)[number][] = FOUR_LOOKS): Promise<string[]> {
	const faults: string[] = [];
	for (const { theme, width, rules } of looks) {
		await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
		await page.setViewportSize({ width, height: 900 });
		const overflow = await settledOverflow(page);
		if (overflow > 0) faults.push(`scrolls sideways by ${overflow} px at ${width} px`);
		// No page has frames, so axe may run where the page does, without a page of its own.
		const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly: { ...rules, values: [...rules.values] }, resultTypes: ['violations'] });
		const { violations } = await axe.analyze();
		for (const { id, nodes } of violations) {
			const wrong = nodes.filter((node) => !RIGHT.some((right) => right.id === id && right.html.test(node.html)));
			faults.push(...wrong.map((node) => `${id} in ${theme} at ${width} px: ${node.html.slice(0, 160)} (${node.any[0]?.message ?? node.failureSummary})`));
		}
	}
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 1440, height: 900 });
	return faults;
}

/** Nothing of the page sticks out sideways. */
export async function fits(page: Page): Promise<void> {
	await expect(page.getByRole('main')).toBeVisible();
	const wide = await settledOverflow(page);
	expect(wide, `${page.url()} scrolls sideways by ${wide} px`).toBeLessThanOrEqual(0);
}

/** By how many pixels the page is wider than its window. What floats beside its button takes a few frames to find its place in a new width. */
function settledOverflow(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const { documentElement: root } = document;
		for (let frame = 0; frame < 20 && root.scrollWidth > root.clientWidth; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
		return root.scrollWidth - root.clientWidth;
	});
}

interface Region {
	name: string;
	top: number;
	bottom: number;
	left: number;
	right: number;
}

/** Named headings, sections, figures, tables and fields of the page, where they stand. */
async function regionsOf(page: Page): Promise<Region[]> {
	return page.getByRole('main').evaluate((main) => {
		const found = main.querySelectorAll(
			'h1, h2, h3, section[aria-label], aside[aria-label], figure[aria-label], nav[aria-label], table[aria-label], dl[aria-label], input[aria-label]',
		);
		return [...found].map((element) => {
			const { top, bottom, left, right } = element.getBoundingClientRect();
			const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent?.trim() ?? '');
			return { name: element.getAttribute('aria-label') ?? words.join(''), top, bottom, left, right };
		});
	});
}

/** Looks for the regions in this order, each below or right of the one before. Returns which is missing or stands elsewhere, or null. */
export async function misplaced(page: Page, names: readonly (string | RegExp)[]): Promise<string | null> {
	const regions = await regionsOf(page);
	let before: Region | undefined;
	for (const name of names) {
		const matching = regions.filter((region) => (typeof name === 'string' ? region.name === name : name.test(region.name)));
		if (matching.length === 0) return `${name} is missing among ${regions.map((region) => region.name).join(', ')}`;
		const next = matching.find((region) => follows(region, before));
		if (!next) return `${name} does not follow ${before?.name}`;
		before = next;
	}
	return null;
}

function follows(region: Region, before: Region | undefined): boolean {
	return before === undefined || region.top > before.top || region.left >= before.right;
}
