import { Ban, Eraser, Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../base/avatar.tsx';
import { cn } from '../base/cn.ts';
import { Cell } from '../data/data-table.tsx';

export interface AuditRowProps {
	/** Position in the organization's chain. */
	seq: number;
	when: ReactNode;
	actor: string;
	machine: boolean;
	/** "change.approved". */
	action: string;
	denied: boolean;
	/** The action erased what is personal. */
	erases: boolean;
	target: ReactNode;
	source: string;
	hash: string;
	selected: boolean;
	/** In the tab order: one row at a time is. */
	reachable: boolean;
	onSelect: () => void;
}

/** One sealed entry of the audit log. */
export function AuditRow({ seq, when, actor, machine, action, denied, erases, target, source, hash, selected, reachable, onSelect }: AuditRowProps) {
	return (
		<tr
			data-row
			tabIndex={reachable ? 0 : -1}
			aria-selected={selected}
			onClick={onSelect}
			onKeyDown={(event) => {
				if (event.key === 'Enter' || event.key === ' ') {
					event.preventDefault();
					onSelect();
				}
			}}
			className={cn('cursor-pointer -outline-offset-2 hover:bg-surface-2', selected && 'bg-surface-3 hover:bg-surface-3')}
		>
			<Cell numeric quiet className="pl-4 sm:pl-6">
				{seq.toLocaleString('en-GB')}
			</Cell>
			<Cell className="text-ink-2 tabular-nums">{when}</Cell>
			<Cell>
				<span className="flex items-center gap-1.5">
					<Avatar name={actor} machine={machine} />
					<span className="min-w-0">
						<span className="block max-w-36 truncate" title={actor}>
							{actor}
						</span>
						<span className="mb-1 flex items-center gap-1 mono text-ink-2 sm:hidden">
							{denied && <Ban size={14} role="img" aria-label="Denied" className="text-bad" />}
							{action}
						</span>
					</span>
				</span>
			</Cell>
			<Cell mono className="max-sm:hidden">
				<span className="flex items-center gap-1.5">
					{denied && <Ban size={14} role="img" aria-label="Denied" className="text-bad" />}
					{erases && <Eraser size={14} aria-hidden className="text-ink-2" />}
					{action}
				</span>
			</Cell>
			<Cell className="max-w-36 truncate xl:max-w-52">{target}</Cell>
			<Cell className="max-w-32 truncate text-meta text-ink-2">{source}</Cell>
			<Cell className="pr-4 sm:pr-6">
				<span className="flex items-center gap-1.5 mono text-ink-2" title={hash}>
					{hash.slice(0, 6)}
					<Link2 size={14} role="img" aria-label="Sealed in the chain" className="text-ok" />
				</span>
			</Cell>
		</tr>
	);
}
