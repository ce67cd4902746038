import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { monthsFolder, type QuickstartEnv } from './env.ts';

/** A request as a caller of the endpoint would send it, with what really happened. */
export interface RecordedRequest {
	requestId: string;
	eventTime: string;
	columns: string[];
	data: unknown[][];
	labels: number[];
}

const script = join(import.meta.dirname, '../../quickstart-data/prepare_months.py');

export const monthFile = (env: QuickstartEnv, period: string) => join(monthsFolder(env), `flights-${period}.parquet`);
const requestsFile = (env: QuickstartEnv, period: string) => join(monthsFolder(env), `flights-${period}.requests.jsonl`);

/** Exports the months from the data package, once; builds the training environment on the way. Returns the last lines it printed. */
export async function exportMonths(env: QuickstartEnv, periods: readonly string[], say: (line: string) => void): Promise<void> {
	if (periods.every((p) => existsSync(monthFile(env, p)) && existsSync(requestsFile(env, p)))) return;
	const months = periods.map((p) => String(Number(p.slice(5))));
	const child = spawn(env.python, [script, '--cache', env.cache, monthsFolder(env), '--months', ...months], { stdio: ['ignore', 'pipe', 'pipe'] });
	let last = '';
	const lines = [createInterface({ input: child.stdout }), createInterface({ input: child.stderr })];
	for (const reader of lines)
		reader.on('line', (line) => {
			last = line;
			say(line);
		});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new Error(`the months could not be exported: ${last}`);
}

/** The recorded requests of a month, in order. */
export async function* recordedRequests(env: QuickstartEnv, period: string): AsyncGenerator<RecordedRequest> {
	const lines = createInterface({ input: createReadStream(requestsFile(env, period)) });
	for await (const line of lines) yield JSON.parse(line) as RecordedRequest;
}
