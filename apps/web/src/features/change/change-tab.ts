/** The parts of a change's page, in the order of their tabs; each has an address of its own. */
export const CHANGE_TABS = ['overview', 'metrics', 'data', 'code', 'behaviour', 'timeline', 'rollout'] as const;
export type ChangeTab = (typeof CHANGE_TABS)[number];

/** The path of a tab below the change's own; the overview is the change's own. */
export function pathOfTab(base: string, tab: ChangeTab): string {
	return tab === 'overview' ? base : `${base}/${tab}`;
}

/** The tab that a path below `base` shows. */
export function tabOfPath(base: string, path: string): ChangeTab {
	const name = path.startsWith(`${base}/`) ? path.slice(base.length + 1) : '';
	return CHANGE_TABS.find((tab) => tab === name) ?? 'overview';
}

/** Whether the path segments below a change name a tab. The overview has no segment, so that it has one address only. */
export function isTabPath(segments: readonly string[]): boolean {
	return segments.length === 0 || (segments.length === 1 && CHANGE_TABS.some((tab) => tab === segments[0] && tab !== 'overview'));
}

/** The tab before or after; the ends hold. */
export function tabBeside(tab: ChangeTab, step: 1 | -1): ChangeTab {
	return CHANGE_TABS[Math.min(Math.max(CHANGE_TABS.indexOf(tab) + step, 0), CHANGE_TABS.length - 1)] ?? tab;
}
