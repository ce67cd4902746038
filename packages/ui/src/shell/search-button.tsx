'use client';
import { Search } from 'lucide-react';
import { Kbd } from '../base/kbd.tsx';

/** Looks like the field that it opens; on a small screen only its sign is left. */
export function SearchButton({ label, keys, onClick }: { label: string; keys: string; onClick: () => void }) {
	return (
		<button
			type="button"
			aria-keyshortcuts="Control+K Meta+K"
			onClick={onClick}
			className="inline-flex h-7 min-w-7 shrink-0 cursor-pointer items-center justify-center gap-2 rounded-control text-ink-3 transition-colors duration-120 hover:bg-surface-3 hover:text-ink lg:w-58 lg:justify-start lg:border lg:border-line-2 lg:px-2"
		>
			<Search size={15} strokeWidth={1.75} aria-hidden />
			<span className="flex-1 text-left text-meta max-lg:sr-only">{label}</span>
			<span className="hidden lg:inline" aria-hidden>
				<Kbd>{keys}</Kbd>
			</span>
		</button>
	);
}
