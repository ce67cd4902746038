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

function figures(values: Record<string, unknown>): string {
	return Object.entries(values)
		.map(([name, value]) => `${name} ${value}`)
		.join(', ');
}
