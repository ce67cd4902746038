'use client';
import { IconButton, Snippet } from '@interlock/ui/base';
import { X } from 'lucide-react';
import type { Invitation } from './types.ts';

/** What to do after an invitation: hand the link over, or nothing, for somebody who signs in here already. */
export function InvitationNotice({ invitation: { name, link }, onDismiss }: { invitation: Invitation; onDismiss: () => void }) {
	return (
		<div role="status" className="grid grid-cols-[minmax(0,1fr)_28px] gap-2.5 border-b border-ok-line bg-ok-bg px-3 py-2.5">
			{link ? (
				<div className="min-w-0">
					<p className="mb-1.5 font-strong">Hand this link to {name} now. It signs in once, within seven days, and is shown only here.</p>
					<Snippet label="sign-in link" code={link} />
				</div>
			) : (
				<p className="self-center font-strong">{name} has an account on this instance already, and belongs to this organization from now on.</p>
			)}
			<IconButton label={link ? 'I have copied it' : 'Dismiss'} icon={<X size={16} aria-hidden />} onClick={onDismiss} />
		</div>
	);
}
