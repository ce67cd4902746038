'use client';
import { diffPolicies, type PolicyDocument } from '@interlock/domain/policy';
import { Button, Note } from '@interlock/ui/base';
import { History } from 'lucide-react';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { ReplayResult } from './replay-result.tsx';
import { SentenceDiff } from './sentence-diff.tsx';
import type { Replay } from './types.ts';

export interface PolicyPreviewProps {
	projectBase: string;
	before: PolicyDocument;
	/** What the form means now, or what is wrong with it. */
	made: { ok: true; document: PolicyDocument } | { ok: false; problem: string };
	onReplay: (document: PolicyDocument) => Promise<Replay>;
}

/** What the edit would say, and what it would have done to past changes, before it is saved. */
export function PolicyPreview({ projectBase, before, made, onReplay }: PolicyPreviewProps) {
	const [busy, setBusy] = useState(false);
	const [tried, setTried] = useState<{ of: string; replay: Replay } | null>(null);
	const [refusal, setRefusal] = useState<string | null>(null);
	if (!made.ok) return <p className="text-meta text-ink-2">Not a policy yet. {made.problem}</p>;
	const text = JSON.stringify(made.document);

	async function tryIt(document: PolicyDocument) {
		setBusy(true);
		setRefusal(null);
		setRefusal(await attempt(onReplay(document).then((replay) => setTried({ of: text, replay }))));
		setBusy(false);
	}

	return (
		<section aria-label="What the edit does" className="grid gap-3 border-t border-line pt-3">
			<h3 className="font-semibold">What it will say</h3>
			<SentenceDiff diff={diffPolicies(before, made.document)} />
			<p>
				<Button icon={<History size={14} aria-hidden />} busy={busy} onClick={() => void tryIt(made.document)}>
					Try it on past changes
				</Button>
			</p>
			{refusal && (
				<Note kind="bad" role="alert">
					{refusal}
				</Note>
			)}
			<div role="status">{tried && tried.of === text && <ReplayResult base={projectBase} replay={tried.replay} />}</div>
		</section>
	);
}
