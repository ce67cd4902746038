import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { command, wholeNumber } from '../command.ts';
import { behaviourCommand } from './behaviour.ts';
import { waiverCommands } from './waiver.ts';

interface ChangeAnswer {
	number: number;
	state: string;
	title: string;
	revision?: { digest?: string; number?: number };
	digest?: string;
	gates?: { gate: string; title: string; status: string; sentence: string }[];
}

export const changeCommand = new Command('change')
	.description('Change requests')
	.addCommand(
		command('open', 'Propose a model version for an endpoint', async ({ rest, projectPath, url, print }, [endpoint = ''], options) => {
			const body = {
				endpoint,
				...(options.modelVersion ? { version: options.modelVersion } : {}),
				...(options.run ? { run: options.run } : {}),
				...(options.title ? { title: options.title } : {}),
				...(options.description ? { description: options.description } : {}),
				...(options.holdout ? { holdout: parseHoldout(String(options.holdout)) } : {}),
			};
			print(
				await rest.post<ChangeAnswer>(`${projectPath()}/changes`, body),
				(c) => `#${c.number}\n${url}${projectPath().replace('/projects', '')}/changes/${c.number}`,
			);
		})
			.argument('<endpoint>', 'the endpoint it is for')
			.option('-v, --model-version <n>', "a version of the endpoint's model", wholeNumber)
			.option('-r, --run <run>', 'instead of a version: the run that made it')
			.option('--holdout <dataset@version>', 'held-out data both are scored on')
			.option('--title <title>', 'title')
			.option('--description <text>', 'why'),
	)
	.addCommand(
		command('review', 'Approve, ask for changes, comment or withdraw', async ({ rest, projectPath, print }, [number = '', verdict = ''], options) => {
			const now = await rest.get<ChangeAnswer>(`${projectPath()}/changes/${number}`);
			const digest = options.digest ?? now.revision?.digest ?? now.digest;
			const body = { verdict, body: options.message ?? '', digest };
			print(await rest.post<ChangeAnswer>(`${projectPath()}/changes/${number}/reviews`, body), (c) => `#${number} is ${c?.state ?? 'reviewed'}`);
		})
			.argument('<number>', 'number of the change')
			.argument('<verdict>', 'approve, request-changes, comment or withdraw')
			.option('-m, --message <text>', 'what you checked; required for request-changes and comment')
			.option('--digest <sha256>', 'the revision you looked at; the present one unless given'),
	)
	.addCommand(
		command('promote', 'Propose the same version for an endpoint of another environment', async ({ rest, projectPath, print }, [number = ''], options) => {
			const body = options.endpoint ? { endpoint: options.endpoint } : {};
			print(await rest.post<ChangeAnswer>(`${projectPath()}/changes/${number}/promote`, body), (c) => `#${c.number} promotes #${number}`);
		})
			.argument('<number>', 'number of the applied change')
			.option('--endpoint <endpoint>', 'where to; by default the endpoint of production, or the only other one'),
	)
	.addCommand(
		command('revert', 'Propose to take an applied change back', async ({ rest, projectPath, print }, [number = '']) => {
			print(await rest.post<ChangeAnswer>(`${projectPath()}/changes/${number}/revert`, {}), (c) => `#${c.number} reverts #${number}`);
		}).argument('<number>', 'number of the applied change'),
	)
	.addCommand(
		command('status', 'Where a change stands', async ({ rest, projectPath, print }, [number = '']) => {
			print(await rest.get<ChangeAnswer>(`${projectPath()}/changes/${number}`), (c) =>
				[`#${c.number} ${c.title}: ${c.state}`, ...(c.gates ?? []).map((g) => `  ${g.status.padEnd(12)} ${g.title} (${g.gate}): ${g.sentence}`)].join('\n'),
			);
		}).argument('<number>', 'number of the change'),
	);

changeCommand.addCommand(behaviourCommand);
changeCommand.addCommand(
	command('evidence', 'Write the signed evidence pack of a change, or its readable page', async ({ rest, projectPath, print }, [number = ''], options) => {
		const file = String(options.out ?? `change-${number}.evidence.${options.html ? 'html' : 'json'}`);
		const path = `${projectPath()}/changes/${number}/evidence${options.html ? '?format=html' : ''}`;
		await pipeline(Readable.fromWeb(await rest.stream(path)), createWriteStream(file));
		print({ file }, () => (options.html ? file : `${file}\ncheck it with: interlock audit verify ${file}`));
	})
		.argument('<number>', 'number of the change')
		.option('--html', 'the page to read and print instead of the signed file')
		.option('-o, --out <file>', 'where to'),
);

changeCommand.addCommand(
	command('reproduce', 'Train the newest revision again once more, where that was inconclusive', async ({ rest, projectPath, print }, [number = '']) => {
		print(await rest.post<{ attempt: number }>(`${projectPath()}/changes/${number}/reproduction`), ({ attempt }) => `attempt ${attempt} starts`);
	}).argument('<number>', 'number of the change'),
);

for (const waiving of waiverCommands) changeCommand.addCommand(waiving);

export function parseHoldout(text: string): { dataset: string; version: number } {
	const [dataset = '', version = ''] = text.split('@');
	return { dataset, version: Number(version) };
}
