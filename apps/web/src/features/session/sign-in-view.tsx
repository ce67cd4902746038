'use client';
import { Button, Field, Input, Note } from '@interlock/ui/base';
import { BrandMark } from '@interlock/ui/shell';
import { ArrowRight, Fingerprint } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';

export interface SignInViewProps {
	/** A one-time link's person; `used`: the link is unknown, used or expired; null: no link was followed. */
	link: { name: string; email: string } | 'used' | null;
	/** Resolve to what is wrong, or null when signed in (then the page goes on). */
	onPassword: (email: string, password: string) => Promise<string | null>;
	/** null where this instance has no passkeys. */
	onPasskey: (() => Promise<string | null>) | null;
	onLink: () => Promise<string | null>;
}

/** By e-mail and password, by a passkey, or by a one-time link that is consumed only when its button is pressed. */
export function SignInView({ link, onPassword, onPasskey, onLink }: SignInViewProps) {
	return (
		<SignInFrame title={link && link !== 'used' ? 'Welcome' : 'Sign in'}>
			{link === 'used' && (
				<Note kind="warn" className="mb-4">
					This link was used already, or its time is over. Sign in with your password, or ask an administrator for a new link.
				</Note>
			)}
			{link && link !== 'used' ? (
				<LinkForm link={link} onLink={onLink} />
			) : (
				<>
					<PasswordForm onPassword={onPassword} />
					{onPasskey && <PasskeyButton onPasskey={onPasskey} />}
				</>
			)}
		</SignInFrame>
	);
}

/** The frame of pages before and beside signing in. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
	return (
		<main className="grid min-h-dvh content-start justify-items-center bg-bg px-4 pt-[14vh]">
			<div className="w-full max-w-[360px]">
				<p className="mb-6 flex items-center justify-center gap-2 text-section font-semibold">
					<BrandMark size={24} />
					Interlock
				</p>
				<div className="rounded-card border border-line bg-surface p-6">
					<h1 className="mb-4 text-page font-semibold tracking-title">{title}</h1>
					{children}
				</div>
			</div>
		</main>
	);
}

function PasswordForm({ onPassword }: Pick<SignInViewProps, 'onPassword'>) {
	const [email, setEmail] = useState('');
	const [password, setPassword] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const problem = await onPassword(email, password);
		setError(problem);
		if (problem !== null) setBusy(false);
	}

	return (
		<form method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
			<Field id="email" label="E-mail">
				<Input id="email" name="email" type="email" value={email} required autoComplete="username" onChange={(event) => setEmail(event.target.value)} />
			</Field>
			<Field id="password" label="Password" error={error}>
				<Input
					id="password"
					name="password"
					type="password"
					value={password}
					required
					invalid={error !== null}
					autoComplete="current-password"
					onChange={(event) => setPassword(event.target.value)}
				/>
			</Field>
			<Button type="submit" variant="primary" size="md" busy={busy}>
				Sign in
			</Button>
		</form>
	);
}

function PasskeyButton({ onPasskey }: { onPasskey: () => Promise<string | null> }) {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function touch() {
		setBusy(true);
		const problem = await onPasskey();
		setError(problem);
		if (problem !== null) setBusy(false);
	}

	return (
		<div className="mt-4 grid gap-4 border-t border-line pt-4">
			<Button size="md" icon={<Fingerprint size={14} aria-hidden />} busy={busy} onClick={() => void touch()}>
				Use a passkey
			</Button>
			{error && (
				<Note kind="bad" role="alert">
					{error}
				</Note>
			)}
		</div>
	);
}

function LinkForm({ link, onLink }: { link: { name: string; email: string }; onLink: SignInViewProps['onLink'] }) {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const problem = await onLink();
		setError(problem);
		if (problem !== null) setBusy(false);
	}

	return (
		<form method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
			<p className="text-ink-2">
				This link signs in once, as <b className="font-strong text-ink">{link.name}</b> ({link.email}).
			</p>
			{error && (
				<Note kind="bad" role="alert">
					{error}
				</Note>
			)}
			<Button type="submit" variant="primary" size="md" busy={busy}>
				Continue as {link.name}
				<ArrowRight size={14} aria-hidden />
			</Button>
		</form>
	);
}
