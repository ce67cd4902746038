'use client';
import { Button, Field, FormDialog, Select } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';

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
	const form = useFormDialog(() => onPush(Number(chosen)), setOpen);
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
			<FormDialog
				{...form}
				open={open}
				title="Push a revision"
				description="It is evaluated against what the endpoint runs now. Approvals of earlier revisions no longer count."
				verb="Push revision"
			>
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
			</FormDialog>
		</>
	);
}
