import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dirtyWindow } from '@interlock/db/tables';

export interface TouchedWindow {
	orgId: string;
	projectId: string;
	endpointId: string;
	/** 'YYYY-MM' by event time. */
	window: string;
}

/**
 * Marks windows that got predictions or labels. `sinceMs` grows with every mark: an evaluation clears a window only while the number it
 * began with still stands, so that what arrives meanwhile is evaluated again.
 */
export async function markDirtyWindows(tx: Tx, now: Date, touched: TouchedWindow[]): Promise<void> {
	const distinct = new Map(touched.map((t) => [`${t.endpointId}/${t.window}`, t]));
	const rows = [...distinct.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, t]) => ({ ...t, sinceMs: now.getTime() }));
	if (rows.length === 0) return;
	await tx
		.insert(dirtyWindow)
		.values(rows)
		.onConflictDoUpdate({
			target: [dirtyWindow.endpointId, dirtyWindow.window],
			set: { sinceMs: sql`greatest(${dirtyWindow.sinceMs} + 1, excluded.since_ms)` },
		});
}
