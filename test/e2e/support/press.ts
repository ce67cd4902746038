import { expect, type Locator, type Page } from '@playwright/test';

const WAIT_MS = 2_000;
const PARTS = 'main, [aria-label="Sidebar"], header';

export interface FoundButton {
	name: string;
	/** Among the buttons of this name on the page. */
	nth: number;
	/** Of the frame around every page. */
	ofFrame: boolean;
	/** What explains why it can't be pressed; null for one that can. */
	off: string | null;
}

/** The visible buttons of the open page. `off` is empty where nothing explains it. */
export async function buttonsOf(page: Page): Promise<FoundButton[]> {
	return page.evaluate((parts) => {
		const seen = new Map<string, number>();
		return [...document.querySelectorAll<HTMLButtonElement>('button')]
			.filter((button) => button.checkVisibility() && button.closest(parts) !== null)
			.map((button) => {
				const name = button.getAttribute('aria-label') ?? button.innerText.trim().replaceAll(/\s+/g, ' ');
				const nth = seen.get(name) ?? 0;
				seen.set(name, nth + 1);
				const refused = button.disabled || button.getAttribute('aria-disabled') === 'true';
				const described =
					button
						.getAttribute('aria-describedby')
						?.split(' ')
						.map((id) => document.getElementById(id)?.textContent ?? '') ?? [];
				return { name, nth, ofFrame: button.closest('main') === null, off: refused ? described.join(' ').trim() || button.title : null };
			});
	}, PARTS);
}

/** Presses a button by the keyboard. Returns what happened, or null when nothing did. */
export async function press(page: Page, { name, nth }: Pick<FoundButton, 'name' | 'nth'>): Promise<string | null> {
	const from = page.url();
	let requests = 0;
	const count = () => {
		requests += 1;
	};
	page.on('request', count);
	try {
		const there = await page.evaluate(watch, { name, nth, parts: PARTS });
		if (!there) return 'it is gone';
		await page.keyboard.press('Enter');
		const deadline = Date.now() + WAIT_MS;
		for (;;) {
			if (page.url() !== from) return 'another address';
			if (requests > 0) return 'a request';
			const changed = await page.evaluate(() => Reflect.get(window, 'interlockChanged'));
			if (changed) return String(changed);
			if (Date.now() > deadline) return null;
			await page.waitForTimeout(30);
		}
	} finally {
		page.off('request', count);
	}
}

/** Focuses the button, then notes whether the document changes; times that tick by themselves don't count. */
function watch({ name, nth, parts }: { name: string; nth: number; parts: string }): boolean {
	const nameOf = (button: HTMLButtonElement) => button.getAttribute('aria-label') ?? button.innerText.trim().replaceAll(/\s+/g, ' ');
	const all = [...document.querySelectorAll<HTMLButtonElement>('button')].filter((button) => button.checkVisibility() && button.closest(parts) !== null);
	const button = all.filter((candidate) => nameOf(candidate) === name)[nth];
	if (!button) return false;
	button.focus();
	Object.assign(window, { interlockChanged: '' });
	// A form's missing field takes the focus.
	button.addEventListener('blur', () => Object.assign(window, { interlockChanged: 'the focus moved' }), { once: true });
	const observer = new MutationObserver((changes) => {
		const real = changes.some(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('time, [role=status]') === null);
		if (!real) return;
		Object.assign(window, { interlockChanged: 'the page changed' });
		observer.disconnect();
	});
	setTimeout(() => observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true }), 0);
	return true;
}

/** Closes what a press opened. Returns false when the page is another one now and has to be opened again. */
export async function putBack(page: Page, from: string): Promise<boolean> {
	for (let turn = 0; turn < 2; turn++) {
		const overlay = page.locator('[role=dialog], [role=menu], [role=listbox]');
		if ((await overlay.count()) === 0) break;
		await page.keyboard.press('Escape');
		await overlay
			.first()
			.waitFor({ state: 'detached', timeout: 3_000 })
			.catch(() => {});
	}
	return page.url() === from;
}

/** A control that is seen and can't be pressed says why, in words. */
export async function isRefused(control: Locator, because: string | RegExp): Promise<void> {
	await expect(control).toHaveAttribute('aria-disabled', 'true');
	await expect(control).toHaveAccessibleDescription(because);
}
