import { formatStamp } from '@interlock/ui/data';
import { ApprovalRow } from '@interlock/ui/review';
import type { RequirementView } from './types.ts';

/** One requirement: a line per approval that is counted for it and per one that it misses, with who could give it. */
export function RequirementLines({ requirement }: { requirement: RequirementView }) {
	const { title, applies, why, counted, missing } = requirement;
	if (!applies)
		return (
			<p className="px-3 py-1.5 pl-11 text-stamp text-ink-3">
				<span className="font-strong text-ink-2">{title}.</span> {why}
			</p>
		);
	return (
		<>
			{counted.map(({ person, untilMs }) => (
				<ApprovalRow key={person} title={title} person={person} note={untilMs === null ? person : `${person}, to ${formatStamp(untilMs)}`} state="approved" />
			))}
			{Array.from({ length: missing }, (_, i) => (
				<ApprovalRow
					// biome-ignore lint/suspicious/noArrayIndexKey: open places are alike
					key={i}
					title={title}
					person={null}
					note={whoCan(requirement)}
					state={i === 0 && requirement.waitsForYou ? 'waiting-for-you' : 'waiting'}
				/>
			))}
			{why && <p className="px-3 pb-1 pl-11 text-stamp text-ink-3">{why}</p>}
		</>
	);
}

function whoCan({ asks, whoCan: names }: RequirementView): string {
	if (names.length === 0) return `${asks} who did not contribute; there is nobody now`;
	const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(' or ');
	return `${asks}: ${shown} can`;
}
