'use client';
import { ToastRegion } from '@interlock/ui/base';
import { Sheet } from '@interlock/ui/shell';
import { useParams, usePathname } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { AppSidebar } from './app-sidebar.tsx';
import { ShellKeys } from './shell-keys.tsx';
import { ShellProvider } from './shell-context.tsx';
import type { ShellData } from './shell-data.ts';

const OpenMenu = createContext<() => void>(() => undefined);

/** Opens the navigation on small screens. */
export function useOpenMenu(): () => void {
	return useContext(OpenMenu);
}

/** Sidebar and content. The sidebar keeps the project visited last while one is on a page of the organization. */
export function AppFrame({ shell, children }: { shell: ShellData; children: ReactNode }) {
	const params = useParams<{ project?: string }>();
	const path = usePathname();
	const [open, setOpen] = useState(false);
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
			<ShellKeys project={project} />
			<OpenMenu value={() => setOpen(true)}>
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
			</OpenMenu>
		</ShellProvider>
	);
}
