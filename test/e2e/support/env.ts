/** The home folder of an instance that runs already, to try journeys on; without it one is started for them. */
export function runningHome(): string | undefined {
	return process.env.INTERLOCK_E2E_HOME;
}

/** Hands the file with the instance's facts from the global set-up to the processes that run the journeys. */
export function handFacts(file: string): void {
	process.env.INTERLOCK_E2E_FACTS = file;
}

export function factsFile(): string {
	const file = process.env.INTERLOCK_E2E_FACTS;
	if (!file) throw new Error('The journeys run by Playwright: its global set-up starts their instance');
	return file;
}
