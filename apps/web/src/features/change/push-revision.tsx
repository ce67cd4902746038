'use client';
import { Button, Dialog, Field, Note, Select } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { RefreshCw } from 'lucide-react';
import { type FormEvent, useState } from 'react';

export interface PushRevisionProps {
	permit: Permit;
	/** The version proposed now. */
	current: number;
	/** Versions of the model, newest first; null until they are known. */
	versions: readonly number[] | null;
	onOpen: () => void;
	/** Resolves to the server's refusal, or null when the revision was pushed. */
	onPush: (version: number) => Promise<string | null>;
}

/** Proposes another version, or the same one against what the endpoint runs now. Every approval is voided. */
export function PushRevision({ permit, current, versions, onOpen, onPush }: PushRevisionProps) {
	const [open, setOpen] = useState(false);
	const [chosen, setChosen] = useState(String(current));
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const refusal = await onPush(Number(chosen));
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<>
			<Button
				icon={<RefreshCw size={14} aria-hidden />}
				reason={permit.allowed ? null : permit.reason}
				onClick={() => {
					onOpen();
					setOpen(true);
				}}
			>
				Push revision
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title="Push a revision"
				description="It is evaluated against what the endpoint runs now. Approvals of earlier revisions no longer count."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Cancel</Button>
						<Button type="submit" form="push-revision" variant="primary" busy={busy}>
							Push revision
						</Button>
					</>
				}
			>
				<form id="push-revision" onSubmit={(event) => void submit(event)} className="grid gap-3">
					<Field id="revision-version" label="Model version">
						<Select
							id="revision-version"
							options={(versions ?? [current]).map((version) => ({
								value: String(version),
								label: version === current ? `v${version}, as proposed` : `v${version}`,
							}))}
							value={chosen}
							onChange={setChosen}
						/>
					</Field>
					{error && (
						<Note kind="bad" role="alert">
							{error}
						</Note>
					)}
				</form>
			</Dialog>
		</>
	);
}
