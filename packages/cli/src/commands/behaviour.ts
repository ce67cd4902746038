import { command } from '../command.ts';

interface Slice {
	column: string;
	value: string;
	rows: number;
	delta: number;
	interval: { low: number; high: number } | null;
}

interface BehaviourAnswer {
	revision: number;
	behaviour: {
		changed: number;
		rows: number;
		helped: number;
		harmed: number;
		shown: { key: string | null; row: number; actual: number; baseline: number; candidate: number; move: number }[];
	} | null;
	losing: { shown: Slice[]; byFigure: Slice[] };
}

const LARGEST = 10;

/** `change behaviour`: what the candidate answers differently, and the slices where it loses, by name. */
export const behaviourCommand = command(
	'behaviour',
	'What the candidate answers differently, and the slices where it loses',
	async ({ rest, projectPath, print }, [number = '']) => {
		print(await rest.get<BehaviourAnswer>(`${projectPath()}/changes/${number}/diffs/behaviour`), textOf);
	},
).argument('<number>', 'number of the change');

function textOf({ revision, behaviour, losing }: BehaviourAnswer): string {
	const lines = [`revision ${revision}`];
	if (behaviour) {
		lines.push(`${behaviour.changed} of ${behaviour.rows} answers differ: ${behaviour.helped} nearer to what happened, ${behaviour.harmed} farther off`);
		for (const row of behaviour.shown.slice(0, LARGEST))
			lines.push(`  ${row.key ?? row.row}: ${fixed(row.baseline)} to ${fixed(row.candidate)}, ${fixed(row.actual)} came`);
	} else lines.push('no champion to compare answers with');
	lines.push(losing.shown.length === 0 ? 'no slice is shown worse' : 'shown worse:', ...losing.shown.map(lineOf));
	if (losing.byFigure.length > 0) lines.push('worse by the figure, within chance or too small to judge:', ...losing.byFigure.map(lineOf));
	return lines.join('\n');
}

function lineOf({ column, value, rows, delta, interval }: Slice): string {
	const range = interval ? ` [${fixed(interval.low)}, ${fixed(interval.high)}]` : '';
	return `  ${column} ${value}: +${fixed(delta)}${range}, ${rows} rows`;
}

function fixed(value: number): string {
	return value.toFixed(2);
}
