export type SeriesKind = 'champion' | 'candidate' | 1 | 2 | 3 | 4 | 5 | 6;

/** The token's value now: charts draw on canvas, where var() isn't known. */
export function readToken(name: string): string {
	return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** CSS variable of a series, for SVG and legends. */
export function seriesToken(kind: SeriesKind): string {
	return typeof kind === 'number' ? `series-${kind}` : kind;
}

export function isDashed(kind: SeriesKind): boolean {
	return kind === 'champion';
}

/** Calls back when the theme changes, by choice or by the system; returns how to stop. */
export function onThemeChange(callback: () => void): () => void {
	const observer = new MutationObserver(callback);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	const media = matchMedia('(prefers-color-scheme: dark)');
	media.addEventListener('change', callback);
	return () => {
		observer.disconnect();
		media.removeEventListener('change', callback);
	};
}
