'use client';
import { CommandPalette, type PaletteGroup } from '@interlock/ui/shell';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { useTRPC } from '../../api/api-provider.tsx';
import type { Outputs } from '../../api/outputs.ts';
import { CHORDS } from '../../shell/chords.ts';
import { useShell } from '../../shell/shell-context.tsx';

type Kind = Outputs['search']['find'][number]['kind'];

const LABEL: Record<Kind, string> = {
	change: 'Change requests',
	run: 'Runs',
	model: 'Models',
	dataset: 'Datasets',
	endpoint: 'Endpoints',
	project: 'Projects',
};

/** Finds changes, runs, models, datasets, endpoints, projects and pages by a part of their name, and opens what is chosen. */
export function Palette({ project, onOpenChange }: { project: string | null; onOpenChange: (open: boolean) => void }) {
	const trpc = useTRPC();
	const router = useRouter();
	const { org, permissions } = useShell();
	const [text, setText] = useState('');
	const q = useDeferredValue(text.trim()).slice(0, 100);
	const { data = [], isFetching } = useQuery(
		trpc.search.find.queryOptions({ org: org.slug, q }, { enabled: q !== '', placeholderData: keepPreviousData, staleTime: 5_000 }),
	);

	const pages = CHORDS.flatMap(({ label, key, path, permission }) => {
		const to = path({ org: org.slug, project });
		const may = !permission || permissions.includes(permission);
		return to && may && label.toLowerCase().includes(q.toLowerCase()) ? [{ key: `page ${key}`, title: label, detail: '', link: to, keys: ['g', key] }] : [];
	});
	const found = q === '' ? [] : data;
	const groups: PaletteGroup[] = [
		...(Object.keys(LABEL) as Kind[]).map((kind) => ({
			label: LABEL[kind],
			items: found.filter((one) => one.kind === kind).map((one) => ({ key: one.link, title: one.title, detail: one.detail, link: one.link })),
		})),
		{ label: 'Pages', items: pages },
	].filter((group) => group.items.length > 0);
	return (
		<CommandPalette
			text={text}
			onText={setText}
			groups={groups}
			busy={isFetching}
			onChoose={(link) => {
				onOpenChange(false);
				router.push(link);
			}}
			onOpenChange={onOpenChange}
		/>
	);
}
