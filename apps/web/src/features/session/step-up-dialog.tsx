'use client';
import { formatDuration } from '@interlock/domain/statistics';
import { Button, Dialog, Field, Input, Note } from '@interlock/ui/base';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';

export interface StepUpDialogProps {
	open: boolean;
	/** How fresh the password has to be. */
	withinMs: number;
	onCancel: () => void;
	/** Resolves to the server's refusal, or null when it was taken. */
	onPassword: (password: string) => Promise<string | null>;
}

/** The password again, before something that a policy protects. */
export function StepUpDialog({ open, withinMs, onCancel, onPassword }: StepUpDialogProps) {
	const [password, setPassword] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		setError(await onPassword(password));
		setBusy(false);
		setPassword('');
	}

	return (
		<Dialog
			open={open}
			onOpenChange={(opened) => !opened && onCancel()}
			title="Your password again"
			description={`The policy asks for it when it was entered more than ${formatDuration(withinMs)} ago.`}
			footer={
				<>
					<Button onClick={onCancel}>Cancel</Button>
					<Button type="submit" form="step-up" variant="primary" busy={busy}>
						Go on
					</Button>
				</>
			}
		>
			<form id="step-up" method="post" onSubmit={(event) => void submit(event)} className="grid gap-3">
				<Field id="step-up-password" label="Password">
					<Input
						id="step-up-password"
						type="password"
						autoComplete="current-password"
						required
						value={password}
						onChange={(event) => setPassword(event.target.value)}
					/>
				</Field>
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
				<p className="text-meta text-ink-2">
					Signed in by a one-time link and none chosen yet?{' '}
					<Link href="/account/password" className="link">
						Choose a password
					</Link>
				</p>
			</form>
		</Dialog>
	);
}
