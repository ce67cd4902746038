import type { ComparisonReport } from '../comparison/index.ts';
import { formatFigure } from '../statistics/index.ts';

/** What the top of the page says in five seconds: better or worse, by how much, how sure. */
export interface Headline {
	tone: 'better' | 'worse' | 'inconclusive' | 'pending' | 'failed';
	/** A few words: "Better by 1.69 minutes". */
	title: string;
	/** One sentence with interval, rows and blocks. */
	sentence: string;
}

/** The headline of a revision. `unit`: the target's. */
export function headlineOf(
	revision: { evaluation: 'pending' | 'running' | 'finished' | 'failed'; evaluationError: string | null; report: ComparisonReport | null },
	unit: string,
): Headline {
	if (revision.evaluation === 'failed')
		return { tone: 'failed', title: 'Evaluation failed', sentence: revision.evaluationError ?? 'The candidate could not be evaluated.' };
	if (!revision.report) return { tone: 'pending', title: 'Being evaluated', sentence: 'Candidate and champion are scored on the held-out data.' };
	const { report } = revision;
	const amount = `${formatFigure(Math.abs(report.difference.delta))}${unit ? ` ${unit}` : ''}`;
	const rival = report.baseline === 'champion' ? 'the champion' : 'the naive rule';
	const titles = { better: `Better by ${amount}`, worse: `Worse by ${amount}`, inconclusive: `Not shown to differ from ${rival}` };
	return { tone: report.verdict, title: titles[report.verdict], sentence: report.sentence };
}
