'use client';
import { FormDialog, IconButton } from '@interlock/ui/base';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';

/** Takes a person out of the organization; their tokens and sockets end at once. */
export function RemoveMember({ name, onRemove }: { name: string; onRemove: () => Promise<string | null> }) {
	const [open, setOpen] = useState(false);
	const form = useFormDialog(onRemove, setOpen);

	return (
		<>
			<IconButton label={`Remove ${name}`} icon={<UserMinus size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setOpen(true)} />
			<FormDialog
				{...form}
				open={open}
				title={`Remove ${name}?`}
				description="Their tokens stop working at once. What they did stays in the audit log."
				verb="Remove member"
				cancel="Keep member"
				danger
			/>
		</>
	);
}
