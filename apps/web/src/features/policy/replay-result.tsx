import { Note } from '@interlock/ui/base';
import Link from 'next/link';
import type { Replay } from './types.ts';

/** What a policy would have done to past changes: the effect in a sentence, which would have been held, and who would have been asked. */
export function ReplayResult({ base, replay }: { base: string; replay: Replay }) {
	const held = ({ before, after }: Replay['changes'][number]) => before === 'allow' && after === 'deny';
	const told = replay.changes.filter((change) => held(change) || change.waitsFor.length > 0 || change.before !== change.after);
	return (
		<div className="grid gap-2">
			<Note kind={replay.changes.some(held) ? 'warn' : 'info'}>{replay.sentence}</Note>
			{told.length > 0 && (
				<ul className="text-meta">
					{told.map((change) => (
						<li key={change.number} className="border-t border-line py-1.5 first:border-t-0">
							<Link href={`${base}/changes/${change.number}`} className="font-strong wrap-anywhere hover:underline">
								#{change.number} {change.title}
							</Link>
							<span className="block wrap-anywhere text-ink-2">
								{whatOf(change)} {askedOf(change)}
							</span>
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

function whatOf({ before, after, reasons }: Replay['changes'][number]): string {
	if (before === 'allow' && after === 'deny') return `Rolled out, and would have been held: ${reasons.join(' ')}`;
	if (before === 'deny' && after === 'allow') return 'Was held, and would have rolled out.';
	return after === 'deny' ? 'Was held, and would have been held.' : 'Rolled out, and would have.';
}

function askedOf({ waitsFor }: Replay['changes'][number]): string {
	if (waitsFor.length === 0) return '';
	const asked = waitsFor.map(
		({ name, missing, whoCould }) => `${missing} for ${name} (${whoCould.length === 0 ? 'nobody could' : `${whoCould.slice(0, 3).join(' or ')} could`})`,
	);
	return `It would have asked ${asked.join(', ')}.`;
}
