'use client';
import { Button, Card } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { useState } from 'react';
import { ReasonDialog } from '../reason-dialog.tsx';

export interface DangerCardProps {
	name: string;
	mayRemove: Permit;
	/** Resolves to the server's refusal, or null when it was deleted. */
	onRemove: (reason: string) => Promise<string | null>;
}

/** What can't be undone. */
export function DangerCard({ name, mayRemove, onRemove }: DangerCardProps) {
	const [asking, setAsking] = useState(false);
	return (
		<Card title="Delete this project" className="border-bad-line">
			<div className="grid gap-2 p-3">
				<p className="text-ink-2">
					Its runs, models, change requests and endpoints can no longer be reached, and its open change requests are closed. Its address stays taken and its
					audit entries stay.
				</p>
				<p id="remove-rule" className="text-meta text-ink-3">
					{mayRemove.allowed ? 'Nothing of it serves now.' : mayRemove.reason}
				</p>
				<div>
					<Button variant="danger" reason={mayRemove.allowed ? null : mayRemove.reason} reasonId="remove-rule" onClick={() => setAsking(true)}>
						Delete project
					</Button>
				</div>
			</div>
			<ReasonDialog
				open={asking}
				onOpenChange={setAsking}
				title={`Delete ${name}?`}
				description="This can't be undone here."
				verb="Delete project"
				danger
				onSubmit={onRemove}
			/>
		</Card>
	);
}
