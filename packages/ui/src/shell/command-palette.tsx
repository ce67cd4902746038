'use client';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { cn } from '../base/cn.ts';
import { Kbd } from '../base/kbd.tsx';

interface PaletteItem {
	key: string;
	title: string;
	detail: string;
	link: string;
	/** The keys that do the same. */
	keys?: string[];
}

export interface PaletteGroup {
	label: string;
	items: PaletteItem[];
}

export interface CommandPaletteProps {
	text: string;
	onText: (text: string) => void;
	groups: readonly PaletteGroup[];
	busy: boolean;
	onChoose: (link: string) => void;
	onOpenChange: (open: boolean) => void;
}

/** A field and what is found under it: arrows move, Enter opens, Escape closes. Shown while it is mounted. */
export function CommandPalette({ text, onText, groups, busy, onChoose, onOpenChange }: CommandPaletteProps) {
	const id = useId();
	const field = useRef<HTMLInputElement>(null);
	const items = groups.flatMap((group) => group.items);
	const [wanted, setWanted] = useState(0);
	const at = Math.min(wanted, items.length - 1);
	const current = items[at];

	function onKeyDown(event: KeyboardEvent) {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step && items.length > 0) {
			event.preventDefault();
			const next = (at + step + items.length) % items.length;
			setWanted(next);
			document.getElementById(`${id}-${items[next]?.key}`)?.scrollIntoView({ block: 'nearest' });
		} else if (event.key === 'Enter' && current) {
			event.preventDefault();
			onChoose(current.link);
		}
	}

	return (
		<Dialog.Root open onOpenChange={onOpenChange}>
			<Dialog.Portal>
				<Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
				<Dialog.Popup
					aria-label="Find anything"
					initialFocus={field}
					className="fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-bar border border-line-2 bg-raised shadow-overlay outline-none"
				>
					<div className="flex items-center gap-2 border-b border-line px-3">
						<Search size={16} aria-hidden className="shrink-0 text-ink-3" />
						<input
							ref={field}
							role="combobox"
							aria-label="Find anything"
							aria-expanded
							aria-controls={`${id}-list`}
							aria-activedescendant={current ? `${id}-${current.key}` : undefined}
							autoComplete="off"
							spellCheck={false}
							placeholder="A change, run, model, dataset, endpoint or page"
							value={text}
							onChange={(event) => {
								onText(event.target.value);
								setWanted(0);
							}}
							onKeyDown={onKeyDown}
							className="h-11 min-w-0 flex-1 bg-transparent text-ink outline-none placeholder:text-ink-3"
						/>
						<Kbd>Esc</Kbd>
					</div>
					<div id={`${id}-list`} role="listbox" aria-label="Found" aria-busy={busy} className="min-h-0 overflow-y-auto p-1">
						{groups.map((group) => (
							<div key={group.label} role="group" aria-label={group.label}>
								<p aria-hidden className="px-2 pt-2 pb-1 text-stamp text-ink-3">
									{group.label}
								</p>
								{group.items.map((item) => (
									<div
										key={item.key}
										id={`${id}-${item.key}`}
										role="option"
										tabIndex={-1}
										aria-selected={item === current}
										onClick={() => onChoose(item.link)}
										onKeyDown={onKeyDown}
										onPointerMove={() => setWanted(items.indexOf(item))}
										className={cn('flex min-h-8 cursor-pointer items-center gap-2 rounded-badge px-2', item === current && 'bg-surface-3')}
									>
										<span className="min-w-0 truncate text-ink">{item.title}</span>
										<span className="min-w-0 flex-1 truncate text-meta text-ink-3">{item.detail}</span>
										{item.keys?.map((key) => (
											<Kbd key={key}>{key}</Kbd>
										))}
									</div>
								))}
							</div>
						))}
					</div>
					<p role="status" className={cn('px-3 text-meta text-ink-2', items.length === 0 && text.trim() !== '' && !busy ? 'py-3' : 'sr-only')}>
						{items.length === 0 && text.trim() !== '' && !busy ? `Nothing is called “${text.trim()}”.` : `${items.length} found`}
					</p>
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
