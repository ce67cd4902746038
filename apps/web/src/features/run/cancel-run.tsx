'use client';
import { Button, Dialog, Note } from '@interlock/ui/base';
import { Square } from 'lucide-react';
import { useState } from 'react';
import type { RunDetail } from './types.ts';

/** Asks once, then tells the training's process to stop: SIGTERM, five seconds, SIGKILL. */
export function CancelRun({ run, onCancel }: { run: RunDetail; onCancel: () => Promise<string | null> }) {
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	if (run.attempts.length === 0 || (run.state !== 'queued' && run.state !== 'running')) return null;

	async function cancel() {
		setBusy(true);
		const refusal = await onCancel();
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<>
			<Button
				variant="danger"
				icon={<Square size={14} aria-hidden />}
				reason={run.mayCancel.allowed ? null : run.mayCancel.reason}
				onClick={() => setOpen(true)}
			>
				Cancel run
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={`Cancel ${run.name}?`}
				description="Its process and everything it started end. What was logged so far stays."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Keep running</Button>
						<Button variant="danger-solid" busy={busy} onClick={() => void cancel()}>
							Cancel run
						</Button>
					</>
				}
			>
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
			</Dialog>
		</>
	);
}
