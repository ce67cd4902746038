'use client';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { TokensView } from './tokens-view.tsx';

export function TokensPage({ nowMs }: { nowMs: number }) {
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const now = useNow(nowMs);
	const { org, projects, permissions } = useShell();
	const query = trpc.token.list.queryOptions({ org: org.slug });
	const { data } = useSuspenseQuery(query);
	const create = useMutation(trpc.token.create.mutationOptions());
	const revoke = useMutation(trpc.token.revoke.mutationOptions());
	const [fresh, setFresh] = useState<string | null>(null);
	useRefetchOn(`org/${org.id}`, (type) => (/^(token|\*)/.test(type) ? [query.queryKey] : []));
	return (
		<AppPage crumbs={[{ label: 'Settings', href: `/${org.slug}/settings/tokens` }, { label: 'API tokens' }]}>
			<TokensView
				org={org.slug}
				tokens={data}
				projects={projects}
				permissions={permissions}
				fresh={fresh}
				onDismiss={() => setFresh(null)}
				onCreate={({ projects: limitedTo, ...token }) =>
					attempt(
						create.mutateAsync({ org: org.slug, ...token, projects: limitedTo ?? undefined }).then((made) => {
							setFresh(made.token);
							return queryClient.invalidateQueries({ queryKey: query.queryKey });
						}),
					)
				}
				onRevoke={(id) => attempt(revoke.mutateAsync({ org: org.slug, id }).then(() => queryClient.invalidateQueries({ queryKey: query.queryKey })))}
				nowMs={now}
			/>
		</AppPage>
	);
}
