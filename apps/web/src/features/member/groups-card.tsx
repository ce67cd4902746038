'use client';
import { Avatar, Button, Card } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { GroupDialog, type GroupDialogProps } from './group-dialog.tsx';
import type { GroupRow, MemberRow } from './types.ts';

export interface GroupsCardProps extends Pick<GroupDialogProps, 'onSave' | 'onRemove'> {
	groups: readonly GroupRow[];
	members: readonly MemberRow[];
	mayWrite: Permit;
}

/** Groups of people, whom policies ask by name. */
export function GroupsCard({ groups, members, mayWrite, onSave, onRemove }: GroupsCardProps) {
	const [edited, setEdited] = useState<GroupRow | 'new' | null>(null);
	const reason = mayWrite.allowed ? null : mayWrite.reason;
	return (
		<Card
			title="Groups"
			meta="policies ask them by name"
			aside={
				<Button reason={reason} onClick={() => setEdited('new')}>
					New group
				</Button>
			}
		>
			{groups.length === 0 && <p className="px-3 py-2.5 text-meta text-ink-2">No groups yet. A policy may ask “group:model-risk” once there is one.</p>}
			<ul>
				{groups.map((group) => (
					<li key={group.name} className="flex min-h-11 items-center gap-3 border-b border-line px-3 py-1.5 last:border-b-0">
						<span className="min-w-0 flex-1">
							<span className="font-strong">{group.name}</span>
							{group.description && <span className="block text-stamp text-ink-3">{group.description}</span>}
							<span className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-meta text-ink-2">
								{group.members.length === 0 && 'nobody'}
								{group.members.map(({ userId, name }) => (
									<span key={userId} className="inline-flex items-center gap-1.5">
										<Avatar name={name} />
										{name}
									</span>
								))}
							</span>
						</span>
						<Button variant="quiet" icon={<Pencil size={14} aria-hidden />} reason={reason} onClick={() => setEdited(group)}>
							Edit {group.name}
						</Button>
					</li>
				))}
			</ul>
			{edited && (
				<GroupDialog
					group={edited === 'new' ? null : edited}
					people={members.filter(({ disabled }) => !disabled)}
					onClose={() => setEdited(null)}
					onSave={onSave}
					onRemove={onRemove}
				/>
			)}
		</Card>
	);
}
