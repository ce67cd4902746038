'use client';
import type { StepUpStrength } from '@interlock/domain/access';
import { formatDuration } from '@interlock/domain/statistics';
import { Button, Dialog, Field, Input, Note } from '@interlock/ui/base';
import { Fingerprint } from 'lucide-react';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';

export interface StepUpDialogProps {
	open: boolean;
	/** How fresh the proof has to be. */
	withinMs: number;
	/** `passkey`: a password is not enough. */
	strength: StepUpStrength;
	/** What the person has; null while it isn't known. */
	ways: { hasPassword: boolean; passkeys: number; whyNone: string | null } | null;
	/** Where passkeys are added. */
	settings: string;
	onCancel: () => void;
	/** Each resolves to the refusal, or null when it was taken. */
	onPassword: (password: string) => Promise<string | null>;
	onPasskey: () => Promise<string | null>;
}

/** The password or a passkey again, before something that a policy protects. */
export function StepUpDialog({ open, withinMs, strength, ways, settings, onCancel, onPassword, onPasskey }: StepUpDialogProps) {
	const [password, setPassword] = useState('');
	const [busy, setBusy] = useState<'password' | 'passkey' | null>(null);
	const [error, setError] = useState<string | null>(null);
	const byPassword = strength === 'password' && ways?.hasPassword !== false;
	const byPasskey = ways !== null && ways.passkeys > 0 && ways.whyNone === null;

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy('password');
		setError(await onPassword(password));
		setBusy(null);
		setPassword('');
	}

	async function touch() {
		setBusy('passkey');
		setError(await onPasskey());
		setBusy(null);
	}

	return (
		<Dialog
			open={open}
			onOpenChange={(opened) => !opened && onCancel()}
			title={byPassword ? (byPasskey ? 'Your password or passkey again' : 'Your password again') : 'Your passkey again'}
			description={`It is asked for when it was last given more than ${formatDuration(withinMs)} ago.`}
			footer={
				<>
					<Button onClick={onCancel}>Cancel</Button>
					{byPasskey && (
						<Button
							variant={byPassword ? 'outline' : 'primary'}
							icon={<Fingerprint size={14} aria-hidden />}
							busy={busy === 'passkey'}
							onClick={() => void touch()}
						>
							Use a passkey
						</Button>
					)}
					{byPassword && (
						<Button type="submit" form="step-up" variant="primary" busy={busy === 'password'}>
							Go on
						</Button>
					)}
				</>
			}
		>
			<div className="grid gap-3">
				{byPassword && (
					<form id="step-up" method="post" onSubmit={(event) => void submit(event)}>
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
					</form>
				)}
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
				{ways !== null && !byPasskey && !byPassword && <Nothing strength={strength} whyNone={ways.whyNone} settings={settings} />}
			</div>
		</Dialog>
	);
}

/** Somebody who has nothing to prove it with yet. */
function Nothing({ strength, whyNone, settings }: Pick<StepUpDialogProps, 'strength' | 'settings'> & { whyNone: string | null }) {
	return (
		<p className="text-meta text-ink-2">
			{strength === 'passkey' ? 'A password is not enough here, and you have no passkey yet.' : 'You signed in by a one-time link and have neither yet.'}{' '}
			{strength === 'passkey' && whyNone ? (
				whyNone
			) : (
				<Link href={strength === 'passkey' ? settings : '/account/password'} className="link">
					{strength === 'passkey' ? 'Add a passkey' : 'Choose a password'}
				</Link>
			)}
		</p>
	);
}
