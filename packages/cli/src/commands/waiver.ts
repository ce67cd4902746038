import type { Command } from 'commander';
import { command } from '../command.ts';

interface Gates {
	revision: { digest: string };
	gates: { gate: string; title: string; waiver: { id: string; state: string } | null }[];
}

/** `change waive`, `change countersign` and `change revoke-waiver`. */
export const waiverCommands: readonly Command[] = [
	command('waive', 'Ask to let a gate count as passed until a day', async ({ rest, projectPath, print }, [number = '', gate = ''], options) => {
		const at = `${projectPath()}/changes/${number}`;
		const digest = options.digest ?? (await rest.get<Gates>(at)).revision.digest;
		const made = await rest.post<{ id: string }>(`${at}/waivers`, { gate, reason: options.reason, until: options.until, digest });
		print(made, ({ id }) => `${id}\nIt counts once a second person countersigned: interlock change countersign ${number} ${gate}`);
	})
		.argument('<number>', 'number of the change')
		.argument('<gate>', 'key of the gate, as in "interlock change status --json"')
		.requiredOption('-r, --reason <text>', 'why, at least 10 characters')
		.requiredOption('-u, --until <date>', 'last day of the waiver, such as 2026-12-21')
		.option('--digest <sha256>', 'the revision you looked at; the present one unless given'),
	command('countersign', 'Countersign a waiver that somebody else asked for', async ({ rest, projectPath, print }, [number = '', gate = '']) => {
		const at = `${projectPath()}/changes/${number}`;
		const made = await rest.post<{ rolloutId: string | null }>(`${at}/waivers/${waiverOf(await rest.get<Gates>(at), gate)}/countersign`);
		print(made, ({ rolloutId }) => `${gate} is waived${rolloutId ? '; the rollout starts' : ''}`);
	})
		.argument('<number>', 'number of the change')
		.argument('<gate>', 'key of the gate'),
	command('revoke-waiver', 'Take a waiver back', async ({ rest, projectPath, print }, [number = '', gate = ''], options) => {
		const at = `${projectPath()}/changes/${number}`;
		await rest.post(`${at}/waivers/${waiverOf(await rest.get<Gates>(at), gate)}/revoke`, { reason: options.reason ?? '' });
		print({ gate, revoked: true }, () => `the waiver of ${gate} is revoked`);
	})
		.argument('<number>', 'number of the change')
		.argument('<gate>', 'key of the gate')
		.option('-r, --reason <text>', 'why'),
];

function waiverOf({ gates }: Gates, wanted: string): string {
	const found = gates.find(({ gate }) => gate === wanted);
	if (!found) throw new Error(`the change has no gate ${wanted}; it has ${gates.map(({ gate }) => gate).join(', ')}`);
	if (!found.waiver) throw new Error(`${wanted} has no waiver`);
	return found.waiver.id;
}
