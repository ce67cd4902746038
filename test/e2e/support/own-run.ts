import { PROJECT } from './quickstart.ts';
import { stackFacts } from './stack-facts.ts';

/** A run of somebody's own script, logged by the tracking protocol. */
export interface OwnRun {
	id: string;
	/** Logs points of one metric with these steps. */
	logSteps(key: string, from: number, until: number): Promise<void>;
	finish(): Promise<void>;
}

export async function startOwnRun(name: string): Promise<OwnRun> {
	const started = await track<{ run: { info: { run_id: string } } }>('runs/create', { experiment_id: '0', run_name: name, start_time: Date.now() });
	const { run_id: id } = started.run.info;
	return {
		id,
		logSteps: async (key, from, until) => {
			const metrics = Array.from({ length: until - from }, (_, i) => ({ key, value: 1 / (from + i + 1), timestamp: Date.now(), step: from + i }));
			await track('runs/log-batch', { run_id: id, metrics });
		},
		finish: async () => {
			await track('runs/update', { run_id: id, status: 'FINISHED', end_time: Date.now() });
		},
	};
}

async function track<T>(what: string, body: unknown): Promise<T> {
	const { url, secrets } = stackFacts();
	const answer = await fetch(`${url}/mlflow${PROJECT.path}/api/2.0/mlflow/${what}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${secrets.quickstartAuthorToken}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${what} answered ${answer.status}: ${await answer.text()}`);
	return (await answer.json()) as T;
}
