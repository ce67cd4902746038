'use client';
import { Button } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { useState } from 'react';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { ApprovalView } from './types.ts';

/** Dismisses a request for changes; resolves to the server's refusal, or null when it was done. */
export type OnDismiss = (review: string, reason: string) => Promise<string | null>;

/** Takes the hold of somebody's request for changes away, with a reason; who may not finds out who may. */
export function DismissBlock({ vote: { dismissable, person }, permit, onDismiss }: { vote: ApprovalView; permit: Permit; onDismiss: OnDismiss }) {
	const [open, setOpen] = useState(false);
	if (dismissable === null) return null;
	return (
		<p className="flex justify-end px-3">
			<Button variant="quiet" reason={permit.allowed ? null : permit.reason} onClick={() => setOpen(true)} aria-label={`Dismiss what ${person} asks for`}>
				Dismiss
			</Button>
			<ReasonDialog
				open={open}
				onOpenChange={setOpen}
				title={`Dismiss what ${person} asks for?`}
				description="It no longer holds the change."
				verb="Dismiss"
				danger
				atLeast={20}
				onSubmit={(reason) => onDismiss(dismissable, reason)}
			/>
		</p>
	);
}
