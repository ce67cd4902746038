import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function block(selector: string): Record<string, string> {
	const from = css.indexOf(`${selector} {`);
	const body = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from));
	return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

/** WCAG 2.2 contrast ratio of two #rrggbb colours. */
function contrast(a: string, b: string): number {
	const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const themes = { light: block(':root'), dark: block(':root[data-theme="dark"]') };

describe('design tokens', () => {
	it('are the same dark by choice and dark by system', () => {
		expect(block(':root[data-theme="system"]')).toEqual(themes.dark);
	});

	it('have a dark value for every light one', () => {
		expect(Object.keys(themes.dark)).toEqual(Object.keys(themes.light));
	});

	for (const [name, token] of Object.entries(themes)) {
		it(`keep text at 4.5:1 or more on every surface, ${name}`, () => {
			for (const text of ['ink', 'ink-2', 'ink-3', 'ok', 'bad', 'warn', 'waive', 'info']) {
				for (const surface of ['surface', 'surface-2', 'raised']) {
					expect(contrast(token[text] ?? '', token[surface] ?? ''), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
				}
			}
		});

		it(`keep a state's word readable on its own tint, ${name}`, () => {
			for (const state of ['ok', 'bad', 'warn', 'waive', 'info']) {
				expect(contrast(token[state] ?? '', token[`${state}-bg`] ?? ''), state).toBeGreaterThanOrEqual(4.5);
			}
		});

		it(`draw controls and series at 3:1 or more, ${name}`, () => {
			for (const mark of ['ctl', 'champion', 'candidate', 'series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6']) {
				expect(contrast(token[mark] ?? '', token.surface ?? ''), mark).toBeGreaterThanOrEqual(3);
			}
		});
	}
});
