'use client';
import type { StepUpStrength } from '@interlock/domain/access';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTRPC } from '../../api/api-provider.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { attemptWithPasskey, usePasskeyOf } from '../passkey/authenticator.ts';
import { StepUpDialog } from './step-up-dialog.tsx';

/** Asked some seconds early, so that the answer is not too old when it arrives. */
const EARLY_MS = 10_000;

interface Needed {
	withinMs: number;
	strength: StepUpStrength;
	enteredAtMs: number | null;
}

/**
 * Asks for the password or a passkey where it has to be fresh. `ask` resolves true at once when it is, else when it was given, and false
 * when the person gave up. The server judges by its own clock.
 */
export function useStepUp(needed: Needed | null): { ask: () => Promise<boolean>; dialog: ReactNode } {
	const trpc = useTRPC();
	const { org } = useShell();
	const byPassword = useMutation(trpc.me.stepUp.mutationOptions());
	const begin = useMutation(trpc.passkey.beginStepUp.mutationOptions());
	const byPasskey = useMutation(trpc.passkey.stepUp.mutationOptions());
	const [open, setOpen] = useState(false);
	const own = useQuery({ ...trpc.passkey.list.queryOptions(), enabled: open });
	const [enteredAtMs, setEnteredAtMs] = useState<number | null>(null);
	const waiting = useRef<((given: boolean) => void) | null>(null);

	function end(given: boolean) {
		setOpen(false);
		waiting.current?.(given);
		waiting.current = null;
	}

	async function give(proof: Promise<{ atMs: number }>): Promise<string | null> {
		const refusal = await attemptWithPasskey(proof.then(({ atMs }) => setEnteredAtMs(atMs)));
		if (refusal === null) end(true);
		return refusal;
	}

	async function touch(): Promise<{ atMs: number }> {
		const { challenge, options } = await begin.mutateAsync();
		return byPasskey.mutateAsync({ challenge, response: await usePasskeyOf(options) });
	}

	return {
		ask: () => {
			if (!needed) return Promise.resolve(true);
			const lastMs = Math.max(needed.enteredAtMs ?? 0, enteredAtMs ?? 0);
			if (Date.now() - lastMs < needed.withinMs - EARLY_MS) return Promise.resolve(true);
			setOpen(true);
			return new Promise((resolve) => {
				waiting.current = resolve;
			});
		},
		dialog: needed && (
			<StepUpDialog
				open={open}
				withinMs={needed.withinMs}
				strength={needed.strength}
				ways={own.data ? { hasPassword: own.data.hasPassword, passkeys: own.data.passkeys.length, whyNone: own.data.whyNone } : null}
				settings={`/${org.slug}/settings/security`}
				onCancel={() => end(false)}
				onPassword={(password) => give(byPassword.mutateAsync({ password }))}
				onPasskey={() => give(touch())}
			/>
		),
	};
}
