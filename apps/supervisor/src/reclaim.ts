import { endProcess, processStartOf } from '@interlock/db/embedded';
import type { InstanceState } from './instance-state.ts';
import type { PartName } from './part.ts';

/**
 * Ends what a killed supervisor left running, so that this one can start it anew. Only processes that are still the recorded ones are touched.
 * Postgres and Temporal are left to their launchers, which take them over, unless `embedded` says that they aren't wanted any more.
 * Of the agent only itself is ended: its trainings go on, and the next agent attaches to them. Returns the names of what was ended.
 */
export async function reclaim(state: InstanceState | null, embedded: { postgres: boolean; temporal: boolean }): Promise<PartName[]> {
	const ended: PartName[] = [];
	const parts = Object.entries(state?.parts ?? {}) as [PartName, NonNullable<InstanceState['parts'][PartName]>][];
	await Promise.all(
		parts.map(async ([name, { pid, start }]) => {
			if (pid === null || start === null || processStartOf(pid) !== start) return;
			if ((name === 'postgres' && embedded.postgres) || (name === 'temporal' && embedded.temporal)) return;
			const whole = name !== 'agent' && name !== 'postgres';
			const gentle = name === 'agent' ? [] : [{ signal: name === 'postgres' ? ('SIGINT' as const) : ('SIGTERM' as const), graceMs: 3_000 }];
			await endProcess(pid, [...gentle, { signal: 'SIGKILL', graceMs: 2_000 }], { group: whole });
			ended.push(name);
		}),
	);
	return ended;
}
