/** Runs of the workload: a few in `npm test`, 200 with `npm run race`. */
export function raceRuns(): number {
	return Number(process.env.INTERLOCK_RACE_RUNS ?? 10);
}
