/** Where a fragment link points that an mlflow client printed. */
export type MlflowTarget =
	| { kind: 'run'; runId: string }
	| { kind: 'experiment'; experimentId: string }
	| { kind: 'model'; name: string; version: number | null };

/**
 * Reads the fragment of a link as mlflow clients print it: `#/experiments/0/runs/<32 hex>`, `#/experiments/0`,
 * `#/models/<name>/versions/3`. Null for anything else.
 */
export function readMlflowFragment(hash: string): MlflowTarget | null {
	const [path = ''] = hash.replace(/^#/, '').split('?');
	const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
	const [noun, id, sub, subId] = parts;
	if (noun === 'experiments' && id !== undefined)
		return sub === 'runs' && subId && /^[0-9a-f]{32}$/.test(subId) ? { kind: 'run', runId: subId } : { kind: 'experiment', experimentId: id };
	if (noun === 'models' && id !== undefined)
		return { kind: 'model', name: id, version: sub === 'versions' && subId && /^\d+$/.test(subId) ? Number(subId) : null };
	return null;
}
