'use client';
import { CopyButton } from './copy-button.tsx';

/** Lines to paste elsewhere. */
export function Snippet({ code, label }: { code: string; label: string }) {
	return (
		<div className="relative rounded-card border border-line bg-surface-2 text-left">
			<pre tabIndex={0} aria-label={label} className="overflow-x-auto p-3 pr-12 mono leading-5 whitespace-pre text-ink">
				{code}
			</pre>
			<span className="absolute top-1.5 right-1.5 rounded-control bg-surface-2">
				<CopyButton text={code} label={`Copy ${label}`} iconOnly />
			</span>
		</div>
	);
}
