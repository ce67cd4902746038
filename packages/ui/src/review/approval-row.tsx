import type { ReactNode } from 'react';
import { Avatar } from '../base/avatar.tsx';
import type { State } from '../base/state.ts';
import { StateBadge } from '../base/state-badge.tsx';

export interface ApprovalRowProps {
	/** Who gave it, or the role it waits for. */
	title: string;
	/** For the initials; null while nobody gave it. */
	person: string | null;
	note?: ReactNode;
	state: Extract<State, 'approved' | 'waiting' | 'waiting-for-you' | 'changes-requested' | 'dismissed'>;
}

export function ApprovalRow({ title, person, note, state }: ApprovalRowProps) {
	return (
		<div className="grid min-h-9 grid-cols-[24px_minmax(0,1fr)_auto] items-center gap-2 px-3 text-meta">
			{person ? <Avatar name={person} size="md" /> : <span aria-hidden className="size-6 rounded-full border border-dashed border-ctl" />}
			<span className="min-w-0">
				<span className="block truncate font-strong text-ink">{title}</span>
				{note && <span className="block text-stamp text-ink-3">{note}</span>}
			</span>
			<StateBadge state={state} />
		</div>
	);
}
