'use client';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { usePermit, useShell } from '../../shell/shell-context.tsx';
import { MembersView } from './members-view.tsx';
import type { Invitation } from './types.ts';

export function MembersPage() {
	const { org, user } = useShell();
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const [invitation, setInvitation] = useState<Invitation | null>(null);
	const listQuery = trpc.member.list.queryOptions({ org: org.slug });
	const { data } = useSuspenseQuery(listQuery);
	const groupsQuery = trpc.group.list.queryOptions({ org: org.slug });
	const { data: grouped } = useSuspenseQuery(groupsQuery);
	const mayWrite = usePermit('member:write');
	const invite = useMutation(trpc.member.invite.mutationOptions());
	const setRoles = useMutation(trpc.member.setRoles.mutationOptions());
	const remove = useMutation(trpc.member.remove.mutationOptions());
	const saveGroup = useMutation(trpc.group.save.mutationOptions());
	const removeGroup = useMutation(trpc.group.remove.mutationOptions());
	useRefetchOn(`org/${org.id}`, (type) => (/^(member\.|\*)/.test(type) ? [listQuery.queryKey, groupsQuery.queryKey] : []));
	const refetchGroups = () => queryClient.invalidateQueries({ queryKey: groupsQuery.queryKey });
	const refetch = () => queryClient.invalidateQueries({ queryKey: listQuery.queryKey });

	return (
		<AppPage crumbs={[{ label: 'Settings', href: `/${org.slug}/settings` }, { label: 'Members and roles' }]}>
			<MembersView
				org={org.slug}
				you={user.userId}
				members={data.members}
				serviceAccounts={data.serviceAccounts}
				groups={grouped.groups}
				mayWrite={mayWrite}
				invitation={invitation}
				onDismiss={() => setInvitation(null)}
				onInvite={(member) =>
					attempt(
						invite.mutateAsync({ org: org.slug, ...member }).then(({ link }) => {
							setInvitation({ name: member.name, link });
							return refetch();
						}),
					)
				}
				onRoles={(userId, roles) => attempt(setRoles.mutateAsync({ org: org.slug, userId, roles }).then(refetch))}
				onSaveGroup={(group) => attempt(saveGroup.mutateAsync({ org: org.slug, ...group }).then(refetchGroups))}
				onRemoveGroup={(name) => attempt(removeGroup.mutateAsync({ org: org.slug, name }).then(refetchGroups))}
				onRemove={(userId) => attempt(remove.mutateAsync({ org: org.slug, userId }).then(refetch))}
			/>
		</AppPage>
	);
}
