import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { command } from '../command.ts';

const BATCH = 5_000;

export const labelsCommand = new Command('labels').description('What really happened').addCommand(
	command('push', 'Send labels by prediction id', async ({ rest, projectPath, print }, [endpoint = '', file = '']) => {
		const labels = parseLabels(await readFile(file, 'utf8'));
		for (let i = 0; i < labels.length; i += BATCH) await rest.post(`${projectPath()}/endpoints/${endpoint}/labels`, { labels: labels.slice(i, i + BATCH) });
		print({ endpoint, sent: labels.length }, (a) => `${a.sent} labels sent`);
	})
		.argument('<endpoint>', 'endpoint')
		.argument('<file>', 'CSV with the header prediction_id,value'),
);

export function parseLabels(text: string): { id: string; value: number }[] {
	const [header = '', ...lines] = text.trim().split(/\r?\n/);
	if (header.trim() !== 'prediction_id,value') throw new Error(`the first line must be "prediction_id,value" (got ${JSON.stringify(header.slice(0, 60))})`);
	return lines.map((line, i) => {
		const [predictionId = '', value = ''] = line.split(',');
		const number = Number(value);
		if (predictionId === '' || value === '' || !Number.isFinite(number))
			throw new Error(`line ${i + 2}: must be an id and a number (got ${JSON.stringify(line.slice(0, 60))})`);
		return { id: predictionId, value: number };
	});
}
