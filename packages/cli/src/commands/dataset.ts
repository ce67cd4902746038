import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command } from 'commander';
import { command } from '../command.ts';

interface Pushed {
	dataset: string;
	version: number;
	digest: string;
	rowCount: number;
	created: boolean;
}

export const datasetCommand = new Command('dataset').description('Datasets').addCommand(
	command('push', 'Make a dataset version of a CSV or Parquet file', async ({ rest, projectPath, print }, [name = '', file = ''], options) => {
		const format = options.format ?? (extname(file) === '.csv' ? 'csv' : 'parquet');
		const query = new URLSearchParams({ format: String(format) });
		if (options.period) query.set('period', String(options.period));
		if (options.expectations) query.set('expectations', await readFile(String(options.expectations), 'utf8'));
		const pushed = await rest.upload<Pushed>(`${projectPath()}/datasets/${encodeURIComponent(name)}/versions?${query}`, file);
		print(pushed, (v) => `${v.dataset} v${v.version}, ${v.rowCount} rows, ${v.digest.slice(0, 12)}${v.created ? '' : ' (was there already)'}`);
	})
		.argument('<name>', 'dataset')
		.argument('<file>', 'CSV (with header) or Parquet')
		.option('--format <format>', 'csv or parquet; by the file name unless given')
		.option('--period <YYYY-MM>', 'the month it covers')
		.option('--expectations <file>', 'JSON file of what every version promises'),
);
