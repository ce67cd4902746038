// A reader that went away (a closed pipe) must not take the supervisor along.
process.stdout.on('error', () => {});

/** One line for the person who started us. */
export function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

/** A duration for people: `0.4 s`, `12 s`. */
export function seconds(durationMs: number): string {
	return `${durationMs < 10_000 ? (durationMs / 1000).toFixed(1) : Math.round(durationMs / 1000)} s`;
}
