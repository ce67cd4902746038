'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';

/** Asked some seconds early, so that the answer is not too old when it arrives. */
const EARLY_MS = 10_000;

/**
 * Asks for the password where it has to be fresh. `ask` resolves true at once when it is, else when it was given, and false when the
 * person gave up. The server judges by its own clock.
 */
export function useStepUp(needed: { withinMs: number; enteredAtMs: number | null } | null): { ask: () => Promise<boolean>; dialog: ReactNode } {
	const trpc = useTRPC();
	const stepUp = useMutation(trpc.me.stepUp.mutationOptions());
	const [open, setOpen] = useState(false);
	const [enteredAtMs, setEnteredAtMs] = useState<number | null>(null);
	const waiting = useRef<((given: boolean) => void) | null>(null);

	function end(given: boolean) {
		setOpen(false);
		waiting.current?.(given);
		waiting.current = null;
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
				onCancel={() => end(false)}
				onPassword={async (password) => {
					const refusal = await attempt(
						stepUp.mutateAsync({ password }).then(({ atMs }) => {
							setEnteredAtMs(atMs);
						}),
					);
					if (refusal === null) end(true);
					return refusal;
				}}
			/>
		),
	};
}
