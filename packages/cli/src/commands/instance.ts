import { Command } from 'commander';
import { command } from '../command.ts';

interface Status {
	ready: boolean;
	parts: Record<string, string>;
	quickstart: { state: string; steps: { name: string; state: string; figures: Record<string, unknown> }[] } | null;
}

export const statusCommand = command('status', 'The state of every part and of the quickstart', async ({ rest, print }) => {
	print(await rest.get<Status>('/status'), (s) =>
		[
			s.ready ? 'ready' : 'not ready',
			...Object.entries(s.parts).map(([name, state]) => `  ${name.padEnd(12)} ${state}`),
			s.quickstart ? `quickstart: ${s.quickstart.state}` : 'quickstart: off',
			...(s.quickstart?.steps ?? []).map((step) => `  ${step.state.padEnd(8)} ${step.name} ${figures(step.figures)}`),
		].join('\n'),
	);
});

export const processesCommand = new Command('processes').description('Durable processes').addCommand(
	command('rebuild', "Put the process of every open row back, after Temporal's store was lost", async ({ rest, print }) => {
		print(await rest.post<Record<string, number>>('/processes/rebuild'), (r) =>
			Object.entries(r)
				.map(([kind, n]) => `${n} ${kind}`)
				.join(', '),
		);
	}),
);

export const auditCommand = new Command('audit').description('The audit log').addCommand(
	command('verify', 'Walk the chain and name the first entry that does not fit', async ({ rest, org, print }) => {
		const state = await rest.get<{ intact: boolean; entries: number; head?: string; firstBad?: number; problem?: string }>(`/orgs/${org}/audit/chain`);
		print(state, (s) => (s.intact ? `intact: ${s.entries} entries, head ${s.head}` : `BROKEN at entry ${s.firstBad}: ${s.problem}`));
		if (!state.intact) process.exitCode = 1;
	}),
);

function figures(values: Record<string, unknown>): string {
	return Object.entries(values)
		.map(([name, value]) => `${name} ${value}`)
		.join(', ');
}
