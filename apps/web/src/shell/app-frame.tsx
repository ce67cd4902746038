'use client';
import { ToastRegion } from '@interlock/ui/base';
import { Sheet } from '@interlock/ui/shell';
import { useParams, usePathname } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { AppSidebar } from './app-sidebar.tsx';
import { type Overlay, ShellKeys } from './shell-keys.tsx';
import { ShellProvider } from './shell-context.tsx';
import type { ShellData } from './shell-data.ts';

/** What a page opens that lies over every page: the navigation on small screens, and the search. */
interface Openers {
	menu(): void;
	palette(): void;
}
const OpenersContext = createContext<Openers>({ menu: () => undefined, palette: () => undefined });

/** Opens what lies over the page. */
export function useOpeners(): Openers {
	return useContext(OpenersContext);
}

/** Sidebar and content. The sidebar keeps the project visited last while one is on a page of the organization. */
export function AppFrame({ shell, children }: { shell: ShellData; children: ReactNode }) {
	const params = useParams<{ project?: string }>();
	const path = usePathname();
	const [open, setOpen] = useState(false);
	const [overlay, setOverlay] = useState<Overlay>(null);
	const openers = useMemo(() => ({ menu: () => setOpen(true), palette: () => setOverlay('palette') }), []);
	const [remembered, setRemembered] = useState(shell.lastProject);
	const project = params.project ?? remembered;

	useEffect(() => {
		if (!params.project) return;
		setRemembered(params.project);
		document.cookie = `interlock-project=${encodeURIComponent(params.project)}; path=/; max-age=31536000; samesite=lax`;
	}, [params.project]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: closing follows the address
	useEffect(() => setOpen(false), [path]);

	return (
		<ShellProvider data={shell} project={project}>
			<ShellKeys project={project} overlay={overlay} onOverlay={setOverlay} />
			<OpenersContext value={openers}>
				<a
					href="#content"
					className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-ink focus:px-3 focus:py-2 focus:text-ink-inv"
				>
					Skip to content
				</a>
				<div className="grid min-h-dvh grid-cols-1 md:grid-cols-[56px_minmax(0,1fr)] xl:grid-cols-[216px_minmax(0,1fr)]">
					<div className="sticky top-0 hidden h-dvh border-r border-line md:block">
						<AppSidebar project={project} />
					</div>
					<Sheet open={open} onOpenChange={setOpen} label="Navigation">
						<AppSidebar project={project} />
					</Sheet>
					<div className="flex min-w-0 flex-col bg-surface">{children}</div>
				</div>
				<ToastRegion />
			</OpenersContext>
		</ShellProvider>
	);
}
