import { until } from './rest.ts';
import { stackFacts } from './stack-facts.ts';

/** The shared project: the quickstart's script ran on it until its first version served. */
export const PROJECT = { org: 'interlock', slug: 'nyc-flights', path: '/interlock/nyc-flights', rest: '/projects/interlock/nyc-flights' };
export const ENDPOINT = 'arrival-delay';
export const MODEL = 'arrival-delay';
/** The quickstart's last step here. */
export const UNTIL = 'approve and roll out first version';

interface Step {
	name: string;
	state: string;
	figures: Record<string, string | number | null>;
}

interface Quickstart {
	state: string;
	reason?: string;
	steps: Step[];
}

/** Waits for a step of the quickstart, which goes on beside the first journey. */
export async function quickstartStep(name: string): Promise<Step> {
	return until(
		`the quickstart to ${name}`,
		async () => {
			const { quickstart } = (await (await fetch(`${stackFacts().url}/api/v1/status`)).json()) as { quickstart: Quickstart | null };
			if (quickstart?.state === 'failed') throw new Error(`the quickstart failed: ${quickstart.reason}`);
			return quickstart?.steps.find((step) => step.name === name && step.state === 'done');
		},
		300_000,
	);
}
