'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useNow } from '../../use-now.ts';
import { type ChangeTab, ChangeListView } from './change-list-view.tsx';
import { changeRowOf } from './change-of.ts';

export interface ChangeListPageProps {
	place: { org: string; project: string };
	projectId: string;
	tab: ChangeTab;
	offset: number;
	nowMs: number;
}

export function ChangeListPage({ place, projectId, tab, offset, nowMs }: ChangeListPageProps) {
	const trpc = useTRPC();
	const router = useRouter();
	const now = useNow(nowMs);
	const query = trpc.change.list.queryOptions({ ...place, state: tab, offset });
	const { data } = useSuspenseQuery(query);
	useRefetchOn(`project/${projectId}`, (type) => (/^(change\.|rollout\.|\*)/.test(type) ? [query.queryKey] : []), 1000);
	return (
		<AppPage crumbs={[{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Change requests' }]}>
			<ChangeListView
				place={place}
				rows={data.changes.map(changeRowOf)}
				counts={{ open: data.open, closed: data.closed, all: data.open + data.closed }}
				tab={tab}
				offset={offset}
				onOffset={(to) => router.push(`?${new URLSearchParams({ state: tab, offset: String(to) })}`)}
				nowMs={now}
			/>
		</AppPage>
	);
}
