import { cn } from '../base/cn.ts';

export interface TrafficShare {
	key: string;
	version: string;
	role: 'champion' | 'candidate';
	/** Per cent. */
	weight: number;
	/** Scored too, never answered. */
	shadow?: boolean;
}

/** Who answers how much, as a bar and in words. */
export function TrafficSplit({ shares }: { shares: readonly TrafficShare[] }) {
	return (
		<div className="grid gap-2">
			<div aria-hidden className="flex h-6 gap-0.5">
				{shares
					.filter((share) => share.weight > 0)
					.map((share) => (
						<span
							key={share.key}
							style={{ flexGrow: share.weight, flexBasis: 0 }}
							className={cn('min-w-1 rounded-badge', share.role === 'champion' ? 'hatch-champion' : 'bg-candidate')}
						/>
					))}
			</div>
			<ul className="grid gap-1">
				{shares.map((share) => (
					<li key={share.key} className="flex items-center gap-2">
						<span aria-hidden className={cn('size-2.5 rounded-[2px]', share.role === 'champion' ? 'hatch-champion' : 'bg-candidate')} />
						<span className="font-semibold">{share.version}</span>
						<span className="text-meta text-ink-3">{share.shadow ? 'candidate, in shadow' : share.role}</span>
						<span className="ml-auto font-semibold tabular-nums">{share.weight}%</span>
					</li>
				))}
			</ul>
		</div>
	);
}
