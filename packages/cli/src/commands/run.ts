import { Command } from 'commander';
import { collect, collectPairs, command } from '../command.ts';

export const runCommand = new Command('run')
	.description('Runs')
	.addCommand(
		command('start', 'Start a training', async ({ rest, projectPath, url, print }, [template = ''], options) => {
			const datasets = ((options.dataset ?? []) as string[]).map((text) => parseDataset(text));
			const body = {
				template,
				parameters: options.param ?? {},
				datasets,
				...(options.model ? { model: options.model } : {}),
				...(options.name ? { name: options.name } : {}),
			};
			const started = await rest.post<{ runId: string; name: string }>(`${projectPath()}/runs`, body);
			print(started, (r) => `${r.name}\n${url}${projectPath().replace('/projects', '')}/runs/${r.runId}`);
		})
			.argument('<template>', 'such as nyc-flights')
			.option('-d, --dataset <name[@version|@YYYY-MM][:holdout]>', 'a dataset version; several times', collect)
			.option('-P, --param <key=value>', 'a parameter; several times', collectPairs)
			.option('-m, --model <name>', 'registered model the run adds a version to')
			.option('--name <name>', 'run name'),
	)
	.addCommand(
		command('cancel', 'Cancel a training', async ({ rest, projectPath, print }, [run = '']) => {
			print(await rest.post(`${projectPath()}/runs/${run}/cancel`), () => 'asked to stop');
		}).argument('<run>', 'run id'),
	);

/** `flights@2013-01`, `flights@3`, `flights`, each with `:holdout` behind it when it is held out. */
export function parseDataset(text: string): { name: string; version?: number; period?: string; role: 'train' | 'holdout' } {
	const [choice = '', role = 'train'] = text.split(':');
	const [name = '', which] = choice.split('@');
	if (role !== 'train' && role !== 'holdout') throw new Error(`--dataset: the role must be train or holdout (got ${role})`);
	if (which === undefined) return { name, role };
	return /^\d{4}-\d{2}$/.test(which) ? { name, period: which, role } : { name, version: Number(which), role };
}
