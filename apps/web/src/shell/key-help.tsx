'use client';
import { Dialog, Kbd } from '@interlock/ui/base';
import Link from 'next/link';
import { CHORDS } from './chords.ts';

const KEYS: readonly [keys: string[], does: string][] = [
	[['Ctrl', 'K'], 'find anything'],
	[['?'], 'show this help'],
	[['/'], 'put the cursor into the filter'],
	[['j'], 'next row'],
	[['k'], 'row before'],
	[['Enter'], 'open the row'],
	[['e'], 'archive the line of the inbox, or put it back'],
	[['['], 'tab before'],
	[[']'], 'next tab'],
	[['Shift', 'a'], 'go to Approve; it never approves'],
	[['t'], 'theme'],
	[['Esc'], 'close'],
	[['Ctrl', 'Enter'], 'send the form one is in'],
];

/** Every key, and where to switch the single ones off. */
export function KeyHelp({ open, onOpenChange, org, singleKeys }: { open: boolean; onOpenChange: (open: boolean) => void; org: string; singleKeys: boolean }) {
	const rows: readonly [string[], string][] = [...KEYS, ...CHORDS.map(({ key, label }): [string[], string] => [['g', key], label])];
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title="Keys"
			wide
			description={
				<>
					Nothing needs them. No key approves, waives, moves traffic or deletes. Keys of one letter are {singleKeys ? 'on' : 'off'}:{' '}
					<Link href={`/${org}/settings/preferences`} className="link" onClick={() => onOpenChange(false)}>
						change that
					</Link>
				</>
			}
		>
			<dl tabIndex={0} aria-label="Keys" className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
				{rows.map(([keys, does]) => (
					<div key={keys.join(' ')} className="flex min-h-7 items-center gap-2">
						<dt className="flex w-24 shrink-0 gap-1">
							{keys.map((key) => (
								<Kbd key={key}>{key}</Kbd>
							))}
						</dt>
						<dd className="text-meta text-ink-2">{does}</dd>
					</div>
				))}
			</dl>
		</Dialog>
	);
}
