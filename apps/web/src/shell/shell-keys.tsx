'use client';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { CHORDS } from './chords.ts';
import { focusApprove } from './focus-approve.ts';
import { useShell } from './shell-context.tsx';
import { goesElsewhere } from './typing.ts';

const Palette = lazy(() => import('../features/search/palette.tsx').then((module) => ({ default: module.Palette })));
const KeyHelp = lazy(() => import('./key-help.tsx').then((module) => ({ default: module.KeyHelp })));

const CHORD_MS = 1_500;
/** What lies over the page. */
export type Overlay = 'palette' | 'help' | null;

/**
 * The keys that work on every page. Where the reader switched single keys off, such a key goes no further than here, whoever listens;
 * fields, dialogues and menus keep theirs.
 */
export function ShellKeys({ project, overlay, onOverlay }: { project: string | null; overlay: Overlay; onOverlay: (overlay: Overlay) => void }) {
	const router = useRouter();
	const { org, permissions, settings } = useShell();
	const chordSince = useRef(-CHORD_MS);

	useEffect(() => {
		function act(event: KeyboardEvent): boolean {
			const { key } = event;
			if (event.timeStamp - chordSince.current < CHORD_MS) {
				chordSince.current = -CHORD_MS;
				const chord = CHORDS.find((one) => one.key === key && (!one.permission || permissions.includes(one.permission)));
				const path = chord?.path({ org: org.slug, project });
				if (path) router.push(path);
				return true;
			}
			if (key === 'g') chordSince.current = event.timeStamp;
			else if (key === '?') onOverlay('help');
			else if (key === 'A') focusApprove();
			else if (key === 't') document.querySelector<HTMLElement>('[data-theme-switch]')?.click();
			else return false;
			return true;
		}
		function onKeyDown(event: KeyboardEvent) {
			if ((event.ctrlKey || event.metaKey) && !event.altKey) {
				if (event.key.toLowerCase() === 'k') {
					event.preventDefault();
					onOverlay('palette');
				}
				if (event.key === 'Enter' && event.target instanceof HTMLElement) event.target.closest('form')?.requestSubmit();
				return;
			}
			const single = event.key.length === 1 && event.key !== ' ' && !event.altKey;
			if (!single || event.defaultPrevented || goesElsewhere(event.target)) return;
			if (!settings.singleKeys) event.stopImmediatePropagation();
			else if (act(event)) {
				event.preventDefault();
				event.stopImmediatePropagation();
			}
		}
		addEventListener('keydown', onKeyDown, { capture: true });
		return () => removeEventListener('keydown', onKeyDown, { capture: true });
	}, [onOverlay, org.slug, permissions, project, router, settings.singleKeys]);

	const toggle = (which: Exclude<Overlay, null>) => (open: boolean) => onOverlay(open ? which : null);
	return (
		<Suspense fallback={null}>
			{overlay === 'palette' && <Palette project={project} onOpenChange={toggle('palette')} />}
			{overlay === 'help' && <KeyHelp open onOpenChange={toggle('help')} org={org.slug} singleKeys={settings.singleKeys} />}
		</Suspense>
	);
}
