import { setTimeout as sleep } from 'node:timers/promises';

interface QuickstartStatus {
	state: string;
	steps: { name: string; state: string; figures?: unknown }[];
	reason?: string;
}

export interface QuickstartReport {
	serverUrl: string;
	/** Where a person goes to review. */
	publicUrl: string;
	token: string;
	say(text: string): void;
	signal: AbortSignal;
	/** Default 2,000. */
	pollMs?: number;
}

/** Says each step of the quickstart when it begins and ends, that it waits for a review, and how it ended; until it is complete. */
export async function reportQuickstart({ serverUrl, publicUrl, token, say, signal, pollMs = 2_000 }: QuickstartReport): Promise<void> {
	const said = new Map<string, string>();
	let state = 'running';
	while (!signal.aborted && state !== 'complete') {
		const status = await askStatus(serverUrl, token);
		const steps = status?.steps ?? [];
		if (status !== null && said.size === 0) {
			const before = steps.filter((step) => step.state === 'done');
			for (const step of before) said.set(step.name, step.state);
			if (before.length > 0) say(`  Quickstart: ${before.length} of ${steps.length} steps are done`);
		}
		for (const [i, step] of steps.entries()) {
			if (step.state === 'waiting' || said.get(step.name) === step.state) continue;
			said.set(step.name, step.state);
			say(`  Quickstart ${i + 1}/${steps.length}: ${step.name}: ${step.state}${inWords(step.figures)}`);
		}
		if (status !== null && status.state !== state) {
			state = status.state;
			if (state === 'waiting-for-review') say(`  Quickstart: its last change waits for your review at ${publicUrl}`);
			else if (state !== 'running') say(`  Quickstart: ${state}${status.reason ? `: ${status.reason}` : ''}`);
		}
		await sleep(pollMs, undefined, { signal }).catch(() => {});
	}
}

async function askStatus(serverUrl: string, token: string): Promise<QuickstartStatus | null> {
	try {
		const headers = { authorization: `Bearer ${token}` };
		const response = await fetch(`${serverUrl}/api/v1/status`, { headers, signal: AbortSignal.timeout(5_000) });
		if (!response.ok) return null;
		const body = (await response.json()) as { quickstart?: QuickstartStatus | null };
		return body.quickstart ?? null;
	} catch {
		return null;
	}
}

/** Figures as ` (rows 26,398, error 12.19)`; nothing for none. */
function inWords(figures: unknown): string {
	if (typeof figures === 'string') return figures === '' ? '' : ` (${figures})`;
	if (typeof figures !== 'object' || figures === null) return '';
	const words = Object.entries(figures).map(([name, value]) => `${name} ${typeof value === 'number' ? round(value) : String(value)}`);
	return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

function round(value: number): string {
	return Number.isInteger(value) ? value.toLocaleString('en-US') : String(Number(value.toPrecision(5)));
}
