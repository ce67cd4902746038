import { Info, OctagonAlert, TriangleAlert, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

const KINDS = {
	plain: { icon: Info, box: 'border-line', mark: 'text-ink-3' },
	info: { icon: Info, box: 'border-info-line bg-info-bg', mark: 'text-info' },
	duty: { icon: Users, box: 'border-info-line bg-info-bg', mark: 'text-info' },
	warn: { icon: TriangleAlert, box: 'border-warn-line bg-warn-bg', mark: 'text-warn' },
	bad: { icon: OctagonAlert, box: 'border-bad-line bg-bad-bg', mark: 'text-bad' },
} as const;

export interface NoteProps {
	kind?: keyof typeof KINDS;
	className?: string;
	role?: 'status' | 'alert';
	children: ReactNode;
}

export function Note({ kind = 'plain', className, role, children }: NoteProps) {
	const { icon: Icon, box, mark } = KINDS[kind];
	return (
		<div role={role} className={cn('flex gap-2 rounded-control border px-3 py-2 text-meta leading-[18px] text-ink-2', box, className)}>
			<Icon size={14} aria-hidden className={cn('mt-0.5 shrink-0', mark)} />
			<div className="min-w-0 flex-1">{children}</div>
		</div>
	);
}
