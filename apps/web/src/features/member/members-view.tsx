'use client';
import { ROLES, type Role } from '@interlock/domain/access';
import { Avatar, Badge, Card, Note } from '@interlock/ui/base';
import { Cell, DataTable, formatDay, HeadCell } from '@interlock/ui/data';
import { RoleMatrix } from '@interlock/ui/govern';
import type { Permit } from '@interlock/ui/review';
import { Fingerprint } from 'lucide-react';
import { SettingsFrame } from '../settings-frame.tsx';
import { GroupsCard, type GroupsCardProps } from './groups-card.tsx';
import { InvitationNotice } from './invitation-notice.tsx';
import { InviteDialog, type InviteDialogProps } from './invite-dialog.tsx';
import { RemoveMember } from './remove-member.tsx';
import { RoleSelect } from './role-select.tsx';
import { ROLE_SHORT, ROLE_TITLES, roleRows } from './role-rows.ts';
import type { GroupRow, Invitation, MemberRow, ServiceAccountRow } from './types.ts';

export interface MembersViewProps extends Pick<InviteDialogProps, 'onInvite'> {
	org: string;
	you: string;
	members: readonly MemberRow[];
	serviceAccounts: readonly ServiceAccountRow[];
	groups: readonly GroupRow[];
	mayWrite: Permit;
	/** The invitation just made; shown until dismissed. */
	invitation: Invitation | null;
	onDismiss: () => void;
	/** Resolve to the server's refusal, or null. */
	onRoles: (userId: string, roles: Role[]) => Promise<string | null>;
	onRemove: (userId: string) => Promise<string | null>;
	onSaveGroup: GroupsCardProps['onSave'];
	onRemoveGroup: GroupsCardProps['onRemove'];
}

/** People, service accounts, and what the seven roles can do. */
export function MembersView(props: MembersViewProps) {
	const { org, you, members, serviceAccounts, groups, mayWrite, invitation, onDismiss, onInvite, onRoles, onRemove, onSaveGroup, onRemoveGroup } = props;
	return (
		<SettingsFrame org={org} section="members">
			<div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_460px]">
				<div className="grid min-w-0 gap-4">
					<Card title="Members" meta={members.length} aside={<InviteDialog permit={mayWrite} onInvite={onInvite} />}>
						{invitation && <InvitationNotice invitation={invitation} onDismiss={onDismiss} />}
						<DataTable label="Members">
							<thead>
								<tr>
									<HeadCell className="pl-3">Member</HeadCell>
									<HeadCell>Roles</HeadCell>
									<HeadCell>Sign-in</HeadCell>
									<HeadCell className="pr-3">
										<span className="sr-only">Remove</span>
									</HeadCell>
								</tr>
							</thead>
							<tbody>
								{members.map((member) => (
									<tr key={member.userId}>
										<Cell className="h-11 pl-3">
											<span className="flex items-center gap-2">
												<Avatar name={member.name} size="md" />
												<span className="min-w-0">
													<span className="flex items-center gap-1.5 font-strong">
														{member.name}
														{member.userId === you && <Badge>you</Badge>}
														{member.seeded && <Badge tone="outline">quickstart</Badge>}
													</span>
													<span title={member.email} className="block max-w-48 truncate text-stamp text-ink-3">
														{member.email}
													</span>
												</span>
											</span>
										</Cell>
										<Cell>
											<RoleSelect name={member.name} roles={member.roles} permit={mayWrite} onChange={(roles) => onRoles(member.userId, roles)} />
										</Cell>
										<Cell className="text-meta text-ink-2" title={`Member since ${formatDay(member.joinedAtMs)}`}>
											<SignsInBy member={member} />
										</Cell>
										<Cell className="pr-3 text-right">
											{mayWrite.allowed && member.userId !== you && <RemoveMember name={member.name} onRemove={() => onRemove(member.userId)} />}
										</Cell>
									</tr>
								))}
							</tbody>
						</DataTable>
					</Card>
					<GroupsCard groups={groups} members={members} mayWrite={mayWrite} onSave={onSaveGroup} onRemove={onRemoveGroup} />
					{serviceAccounts.length > 0 && (
						<Card title="Service accounts" meta="act for their owner, never approve">
							<DataTable label="Service accounts">
								<thead>
									<tr>
										<HeadCell className="pl-3">Service account</HeadCell>
										<HeadCell>Roles</HeadCell>
										<HeadCell className="pr-3">Owner</HeadCell>
									</tr>
								</thead>
								<tbody>
									{serviceAccounts.map((account) => (
										<tr key={account.id}>
											<Cell className="h-10 pl-3">
												<span className="flex items-center gap-2 font-strong">
													<Avatar name={account.name} size="md" machine />
													{account.name}
												</span>
											</Cell>
											<Cell className="text-ink-2">{account.roles.map((role) => ROLE_TITLES[role]).join(', ')}</Cell>
											<Cell className="pr-3 text-ink-2">{account.owner}</Cell>
										</tr>
									))}
								</tbody>
							</DataTable>
						</Card>
					)}
				</div>
				<Card title="What roles can do">
					<RoleMatrix roles={ROLES.map((role) => ({ key: role, title: ROLE_SHORT[role] }))} rows={roleRows()} />
					<div className="border-t border-line p-3">
						<Note kind="duty">
							<b className="font-strong text-ink">Separation of duties is enforced by the server.</b> Nobody can approve a change they contributed to. Admins
							included.
						</Note>
					</div>
				</Card>
			</div>
		</SettingsFrame>
	);
}

function SignsInBy({ member }: { member: MemberRow }) {
	if (member.disabled) return 'disabled';
	if (member.pending) return 'by link';
	if (!member.hasPasskey) return member.hasPassword ? 'password' : 'none';
	return (
		<span className="inline-flex items-center gap-1">
			<Fingerprint size={14} aria-hidden className="text-ok" />
			{member.hasPassword ? 'password, passkey' : 'passkey'}
		</span>
	);
}
