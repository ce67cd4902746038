'use client';
import { passwordSchema } from '@interlock/domain/member';
import { Button, Field, Input, Note } from '@interlock/ui/base';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { SignInFrame } from './sign-in-view.tsx';

export interface ChoosePasswordViewProps {
	email: string;
	/** There is one already: it has to be given. */
	hasPassword: boolean;
	/** Resolves to the server's refusal, or null when it was stored (then the page goes on). */
	onChoose: (password: string, current: string | undefined) => Promise<string | null>;
}

/** The first password after a one-time link, or a new one. */
export function ChoosePasswordView({ email, hasPassword, onChoose }: ChoosePasswordViewProps) {
	const [current, setCurrent] = useState('');
	const [password, setPassword] = useState('');
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		const checked = passwordSchema.safeParse(password);
		setProblem(checked.success ? null : `The password ${checked.error.issues[0]?.message ?? 'is not valid'}.`);
		if (!checked.success) return;
		setBusy(true);
		const refusal = await onChoose(password, hasPassword ? current : undefined);
		setError(refusal);
		if (refusal !== null) setBusy(false);
	}

	return (
		<SignInFrame title={hasPassword ? 'Change your password' : 'Choose a password'}>
			<form method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
				{!hasPassword && <p className="text-ink-2">Your link is used up. A password lets you sign in again as {email}.</p>}
				<input type="hidden" name="username" autoComplete="username" value={email} readOnly />
				{hasPassword && (
					<Field id="current" label="Present password">
						<Input id="current" type="password" value={current} required autoComplete="current-password" onChange={(event) => setCurrent(event.target.value)} />
					</Field>
				)}
				<Field id="password" label="New password" hint="At least 12 characters. Every other session of yours ends." error={problem}>
					<Input
						id="password"
						type="password"
						value={password}
						required
						invalid={problem !== null}
						autoComplete="new-password"
						onChange={(event) => setPassword(event.target.value)}
					/>
				</Field>
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
				<Button type="submit" variant="primary" size="md" busy={busy}>
					{hasPassword ? 'Change password' : 'Choose password'}
				</Button>
				<Link href="/" className="link justify-self-center text-meta leading-6">
					{hasPassword ? 'Back to your projects' : 'Later'}
				</Link>
			</form>
		</SignInFrame>
	);
}
