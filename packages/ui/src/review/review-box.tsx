'use client';
import { Check } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../base/button.tsx';
import { Textarea } from '../base/input.tsx';

/** May this person do it now? Filled by the rule that the server enforces too. */
export type Permit = { allowed: true } | { allowed: false; reason: string };

export type Verdict = 'comment' | 'request-changes' | 'approve';

export interface ReviewBoxProps {
	/** "Your review as Reviewer". */
	title: string;
	/** What the verdict binds to: revision and digest. */
	binding: ReactNode;
	/** What the reader should know before: diffs not opened yet. */
	notice?: ReactNode;
	permits: Record<Verdict, Permit>;
	/** Verdicts that make sense now; all of them unless given. */
	offered?: readonly Verdict[];
	/** What was written so far; kept by whoever shows the box. */
	draft: { text: string; onText: (text: string) => void };
	/** The verdict on its way to the server. */
	busy: Verdict | null;
	/** The server's refusal of the last try. */
	error: string | null;
	/** Resolves true when the server took it; then the text is cleared. */
	onSubmit: (verdict: Verdict, body: string) => Promise<boolean>;
}

const ALL: readonly Verdict[] = ['approve', 'request-changes', 'comment'];

/** Comment, request changes, approve. Waits for the server; says the rule where a verdict isn't one's to give. */
export function ReviewBox({ title, binding, notice, permits, offered = ALL, draft, busy, error, onSubmit }: ReviewBoxProps) {
	const id = useId();
	const { text: body, onText: setBody } = draft;
	const [missing, setMissing] = useState<string | null>(null);

	async function submit(verdict: Verdict) {
		if (verdict !== 'approve' && body.trim() === '') {
			setMissing(verdict === 'comment' ? 'Write the comment first.' : 'Say what has to change.');
			return;
		}
		setMissing(null);
		if (await onSubmit(verdict, body.trim())) setBody('');
	}

	const refusals = [...new Set(offered.flatMap((verdict) => refusalOf(permits[verdict])))];
	const problem = missing ?? error;
	const button = (verdict: Verdict) => ({
		busy: busy === verdict,
		reason: refusalOf(permits[verdict])[0] ?? null,
		reasonId: `${id}-rule`,
		onClick: () => void submit(verdict),
	});
	return (
		<div className="rounded-b-card border-t border-line bg-surface-2 px-3 pt-2.5 pb-3">
			<label htmlFor={`${id}-body`} className="block text-meta font-strong">
				{title}
			</label>
			<p className="mt-0.5 mb-1.5 text-stamp text-ink-3">{binding}</p>
			{notice}
			<Textarea
				id={`${id}-body`}
				value={body}
				invalid={problem !== null}
				placeholder={offered.includes('request-changes') ? 'Say what you checked. Required for Request changes.' : 'Say it here.'}
				onChange={(event) => setBody(event.target.value)}
			/>
			{problem && (
				<p id={`${id}-body-error`} role="alert" className="mt-1 text-meta text-bad">
					{problem}
				</p>
			)}
			<div className="mt-2 flex flex-wrap items-center gap-2">
				<Button {...button('comment')}>Comment</Button>
				<span className="flex-1" />
				{offered.includes('request-changes') && (
					<Button variant="danger" {...button('request-changes')}>
						Request changes
					</Button>
				)}
				{offered.includes('approve') && (
					<Button variant="approve" data-approve icon={<Check size={14} aria-hidden />} {...button('approve')}>
						Approve
					</Button>
				)}
			</div>
			{refusals.length > 0 && (
				<ul id={`${id}-rule`} className="mt-2 grid gap-1 text-meta text-ink-2">
					{refusals.map((reason) => (
						<li key={reason}>{reason}</li>
					))}
				</ul>
			)}
		</div>
	);
}

function refusalOf(permit: Permit): string[] {
	return permit.allowed ? [] : [permit.reason];
}
