'use client';
import { Button, Textarea } from '@interlock/ui/base';
import { useId, useState } from 'react';
import { useDraft } from './use-draft.ts';

export interface CommentFormProps {
	label: string;
	verb: string;
	draftKey: string;
	initial?: string;
	/** Resolves to the server's refusal, or null when it took the text; then the draft is emptied. */
	onSend: (body: string) => Promise<string | null>;
	onCancel?: () => void;
}

/** A text with its draft; Ctrl or ⌘ Enter sends. */
export function CommentForm({ label, verb, draftKey, initial, onSend, onCancel }: CommentFormProps) {
	const id = useId();
	const [body, setBody] = useDraft(draftKey, initial);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);

	async function send() {
		if (busy) return;
		if (body.trim() === '') {
			setProblem('Write something first.');
			document.getElementById(id)?.focus();
			return;
		}
		setBusy(true);
		setProblem(null);
		const sent = body.trim();
		setBody('');
		const refusal = await onSend(sent);
		setBusy(false);
		if (refusal === null) return;
		setBody(sent);
		setProblem(refusal);
	}

	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				void send();
			}}
		>
			<label htmlFor={id} className="sr-only">
				{label}
			</label>
			<Textarea
				id={id}
				value={body}
				invalid={problem !== null}
				placeholder="Markdown; @name tells somebody"
				onChange={(event) => setBody(event.target.value)}
				onKeyDown={(event) => {
					if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
						event.preventDefault();
						void send();
					}
				}}
			/>
			{problem && (
				<p id={`${id}-error`} role="alert" className="mt-1 text-meta text-bad">
					{problem}
				</p>
			)}
			<p className="mt-1.5 flex justify-end gap-2">
				{onCancel && (
					<Button variant="quiet" onClick={onCancel}>
						Cancel
					</Button>
				)}
				<Button type="submit" busy={busy}>
					{verb}
				</Button>
			</p>
		</form>
	);
}
