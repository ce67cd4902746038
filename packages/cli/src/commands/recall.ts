import { Command } from 'commander';
import { command } from '../command.ts';

interface Made {
	id: string;
	versions: number;
	changes: number;
	endpoints: number;
}

interface Shown {
	id: string;
	name: string;
	reason: string;
	lifted: { by: string } | null;
	open: number;
	total: number;
	items?: { kind: string; name: string; state: string; via: string }[];
}

export const recallCommand = new Command('recall')
	.description('Mark a dataset version, run or model version as bad, and follow what depends on it')
	.addCommand(
		command('make', 'Recall something; open changes that depend on it are suspended', async ({ rest, projectPath, url, print }, _args, options) => {
			const body = {
				...(options.dataset ? { dataset: named(String(options.dataset)) } : {}),
				...(options.model ? { model: named(String(options.model)) } : {}),
				...(options.run ? { run: options.run } : {}),
				reason: options.reason,
			};
			print(
				await rest.post<Made>(`${projectPath()}/recalls`, body),
				(r) =>
					`${r.id}: ${r.versions} versions, ${r.changes} open changes, ${r.endpoints} endpoints depend on it\n${url}${projectPath().replace('/projects', '')}/recalls/${r.id}`,
			);
		})
			.option('--dataset <name@version>', 'a dataset version')
			.option('--model <name@version>', 'a model version')
			.option('--run <run>', 'a run')
			.requiredOption('--reason <text>', 'what is wrong with it'),
	)
	.addCommand(
		command('list', 'Recalls, newest first', async ({ rest, projectPath, print }) => {
			print(await rest.get<{ recalls: Shown[] }>(`${projectPath()}/recalls`), ({ recalls }) => recalls.map(lineOf).join('\n') || 'Nothing was recalled.');
		}),
	)
	.addCommand(
		command('show', 'A recall with everything that depends on it', async ({ rest, projectPath, print }, [id = '']) => {
			print(await rest.get<Shown>(`${projectPath()}/recalls/${id}`), (r) =>
				[lineOf(r), ...(r.items ?? []).map((item) => `  ${item.state.padEnd(12)} ${item.kind.padEnd(14)} ${item.name}: ${item.via}`)].join('\n'),
			);
		}).argument('<recall>', 'its id'),
	)
	.addCommand(
		command('dismiss', "Say of one item that it isn't affected", async ({ rest, projectPath, print }, [id = '', kind = '', item = ''], options) => {
			await rest.post(`${projectPath()}/recalls/${id}/dismissals`, { kind, item, reason: options.reason });
			print({ id, kind, item }, () => `${kind} ${item} is dismissed`);
		})
			.argument('<recall>', 'its id')
			.argument('<kind>', 'model-version, change or endpoint')
			.argument('<item>', 'the id of the item')
			.requiredOption('--reason <text>', 'why it is not affected'),
	)
	.addCommand(
		command('lift', 'Lift a recall', async ({ rest, projectPath, print }, [id = ''], options) => {
			await rest.post(`${projectPath()}/recalls/${id}/lift`, { reason: options.reason });
			print({ id }, () => `${id} is lifted`);
		})
			.argument('<recall>', 'its id')
			.requiredOption('--reason <text>', 'why it is good after all'),
	);

function lineOf(r: Shown): string {
	const left = r.lifted ? `lifted by ${r.lifted.by}` : r.open === 0 ? 'nothing left to do' : `${r.open} of ${r.total} left`;
	return `${r.id}  ${r.name}: ${left}. ${r.reason}`;
}

/** `flights@3` -> a name and a version. */
function named(text: string): { name: string; version: number } {
	const at = text.lastIndexOf('@');
	return { name: text.slice(0, at), version: Number(text.slice(at + 1)) };
}
