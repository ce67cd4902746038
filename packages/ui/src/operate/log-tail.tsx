'use client';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../base/button.tsx';
import { cn } from '../base/cn.ts';

export interface LogLine {
	key: string;
	stream: 'stdout' | 'stderr';
	text: string;
}

export interface LogTailProps {
	label: string;
	lines: readonly LogLine[];
	/** Fill the panel instead of a fixed height. */
	tall?: boolean;
	empty: string;
}

/** Follows the end unless one scrolls up; then says how much came since. */
export function LogTail({ label, lines, tall = false, empty }: LogTailProps) {
	const box = useRef<HTMLDivElement>(null);
	const [following, setFollowing] = useState(true);
	const [seen, setSeen] = useState(lines.length);

	// biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what moves the end
	useLayoutEffect(() => {
		if (following && box.current) box.current.scrollTop = box.current.scrollHeight;
	}, [lines.length, following]);
	useEffect(() => {
		if (following) setSeen(lines.length);
	}, [following, lines.length]);

	return (
		<div className="relative">
			<div
				ref={box}
				role="log"
				aria-label={label}
				aria-live={following ? 'off' : 'polite'}
				tabIndex={0}
				onScroll={(event) => {
					const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
					setFollowing(scrollHeight - scrollTop - clientHeight < 8);
				}}
				className={cn('overflow-auto py-1.5 -outline-offset-2', tall ? 'h-[60vh]' : 'h-[190px]')}
			>
				{lines.length === 0 && <p className="px-3 text-meta text-ink-3">{empty}</p>}
				{lines.map((line) => (
					<div key={line.key} className={cn('px-3 mono leading-[21px] wrap-anywhere whitespace-pre-wrap', line.stream === 'stderr' && 'bg-warn-bg')}>
						{line.stream === 'stderr' && <span className="sr-only">stderr: </span>}
						{line.text}
					</div>
				))}
			</div>
			{!following && lines.length > seen && (
				<span className="absolute right-3 bottom-2">
					<Button icon={<ArrowDown size={14} aria-hidden />} onClick={() => setFollowing(true)}>
						Jump to newest ({lines.length - seen})
					</Button>
				</span>
			)}
		</div>
	);
}
