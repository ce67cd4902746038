import type { PolicyDiff } from '@interlock/domain/policy';

/** What an edit of a policy changes, in its plain sentences. */
export function SentenceDiff({ diff }: { diff: PolicyDiff }) {
	if (diff.removed.length === 0 && diff.added.length === 0) return <p className="text-meta text-ink-2">The same as now.</p>;
	return (
		<ul className="grid gap-0.5 text-meta">
			{diff.removed.map((sentence) => (
				<li key={sentence} className="flex gap-2 text-ink-2">
					<span className="mono text-bad">−</span>
					<del className="no-underline">{sentence}</del>
				</li>
			))}
			{diff.added.map((sentence) => (
				<li key={sentence} className="flex gap-2">
					<span className="mono text-ok">+</span>
					<ins className="no-underline">{sentence}</ins>
				</li>
			))}
			<li className="text-ink-3">
				{diff.kept} {diff.kept === 1 ? 'sentence stays' : 'sentences stay'}.
			</li>
		</ul>
	);
}
