'use client';
import { KeyRound, X } from 'lucide-react';
import { CopyButton } from '../base/copy-button.tsx';
import { IconButton } from '../base/icon-button.tsx';

/** A secret's only showing. */
export function TokenReveal({ token, onDismiss }: { token: string; onDismiss: () => void }) {
	return (
		<div role="status" className="grid grid-cols-[16px_minmax(0,1fr)_28px] gap-2.5 border-b border-ok-line bg-ok-bg px-3 py-2.5">
			<KeyRound size={16} strokeWidth={1.75} aria-hidden className="mt-0.5 text-ok" />
			<div className="min-w-0">
				<p className="font-strong">Copy this token now. It is shown once and stored only as a hash.</p>
				<div className="mt-1.5 flex flex-wrap items-center gap-2">
					<code
						tabIndex={0}
						className="max-w-full overflow-x-auto rounded-control border border-ok-line bg-surface px-2 mono leading-[26px] font-medium whitespace-nowrap"
					>
						{token}
					</code>
					<CopyButton text={token} label="Copy token" />
					<span className="text-meta text-ink-2">
						Works with the mlflow client as <span className="mono">MLFLOW_TRACKING_TOKEN</span>
					</span>
				</div>
			</div>
			<IconButton label="I have copied it" icon={<X size={16} aria-hidden />} onClick={onDismiss} />
		</div>
	);
}
