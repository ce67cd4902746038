'use client';
import { Button, FormDialog } from '@interlock/ui/base';
import { Square } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import type { RunDetail } from './types.ts';

/** Asks once, then tells the training's process to stop: SIGTERM, five seconds, SIGKILL. */
export function CancelRun({ run, onCancel }: { run: RunDetail; onCancel: () => Promise<string | null> }) {
	const [open, setOpen] = useState(false);
	const form = useFormDialog(onCancel, setOpen);
	if (run.attempts.length === 0 || (run.state !== 'queued' && run.state !== 'running')) return null;

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
			<FormDialog
				{...form}
				open={open}
				title={`Cancel ${run.name}?`}
				description="Its process and everything it started end. What was logged so far stays."
				verb="Cancel run"
				cancel="Keep running"
				danger
			/>
		</>
	);
}
