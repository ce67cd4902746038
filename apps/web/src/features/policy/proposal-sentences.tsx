import { cn } from '@interlock/ui/base';

export interface ProposalSentencesProps {
	before: { title: string; sentences: readonly string[] };
	after: { title: string; sentences: readonly string[] };
}

/** What was required beside what will be, in plain sentences; those that differ are marked with a sign and a colour. */
export function ProposalSentences({ before, after }: ProposalSentencesProps) {
	return (
		<div className="grid lg:grid-cols-2">
			<Side {...before} other={after.sentences} mark="−" tone="bad" />
			<Side {...after} other={before.sentences} mark="+" tone="ok" className="border-t border-line lg:border-t-0 lg:border-l" />
		</div>
	);
}

interface SideProps {
	title: string;
	sentences: readonly string[];
	other: readonly string[];
	mark: string;
	tone: 'bad' | 'ok';
	className?: string;
}

function Side({ title, sentences, other, mark, tone, className }: SideProps) {
	return (
		<section aria-label={title} className={cn('min-w-0 py-2', className)}>
			<h3 className="px-3 pb-1 text-meta font-strong text-ink-2">{title}</h3>
			<ul>
				{sentences.map((sentence) => {
					const differs = !other.includes(sentence);
					return (
						<li key={sentence} className={cn('flex gap-2 px-3 py-0.5', differs ? (tone === 'bad' ? 'bg-bad-bg' : 'bg-ok-bg') : 'text-ink-2')}>
							<span className={cn('mono w-2 shrink-0', tone === 'bad' ? 'text-bad' : 'text-ok')}>{differs ? mark : ''}</span>
							<span className="min-w-0 wrap-anywhere">
								{differs && <span className="sr-only">{tone === 'bad' ? 'No longer: ' : 'New: '}</span>}
								{sentence}
							</span>
						</li>
					);
				})}
			</ul>
		</section>
	);
}
