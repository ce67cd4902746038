import { readFileSync } from 'node:fs';
import { factsFile } from './env.ts';

/** What the journeys know of the instance they run on. */
export interface StackFacts {
	url: string;
	inferenceUrl: string;
	home: string;
	/** One-time link of the administrator. */
	adminLink: string;
	secrets: { operatorToken: string; quickstartAuthorToken: string; quickstartReviewerToken: string };
}

export function stackFacts(): StackFacts {
	return JSON.parse(readFileSync(factsFile(), 'utf8'));
}

/** Prints a figure beside the results. */
export function say(line: string): void {
	process.stdout.write(`    ${line}\n`);
}
