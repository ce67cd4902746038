import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the journeys know of the instance the global set-up started. */
export interface StackFacts {
	url: string;
	inferenceUrl: string;
	home: string;
	/** One-time link of the administrator. */
	adminLink: string;
	secrets: Record<string, string>;
}

export const STACK_FILE = join(tmpdir(), `interlock-e2e-stack-${process.env.INTERLOCK_E2E_RUN ?? process.ppid}.json`);

export function stackFacts(): StackFacts {
	return JSON.parse(readFileSync(STACK_FILE, 'utf8'));
}
