'use client';
import { Button, ErrorState } from '@interlock/ui/base';
import { RotateCw } from 'lucide-react';

/** A page that failed whole. What runs in the background isn't touched by it. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
	return (
		<main className="grid min-h-dvh place-content-center bg-surface">
			<ErrorState
				title="This page did not load."
				requestId={error.digest}
				action={
					<Button size="md" icon={<RotateCw size={14} aria-hidden />} onClick={reset}>
						Load again
					</Button>
				}
			>
				Runs, rollouts and predictions go on without it.
			</ErrorState>
		</main>
	);
}
