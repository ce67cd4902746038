'use client';
import { Card, Segmented } from '@interlock/ui/base';
import { LogTail } from '@interlock/ui/operate';
import { useMemo, useState } from 'react';
import { linesOf } from './log-lines.ts';
import type { RunLogChunk } from './types.ts';

/** What the training printed, both streams in the order they came. */
export function RunLogs({ chunks, live, tall = false }: { chunks: readonly RunLogChunk[]; live: boolean; tall?: boolean }) {
	const [stream, setStream] = useState<'all' | 'stderr'>('all');
	const lines = useMemo(() => linesOf(chunks).filter((line) => stream === 'all' || line.stream === stream), [chunks, stream]);
	return (
		<Card
			title="Logs"
			aside={
				<Segmented
					label="Stream"
					value={stream}
					options={[
						{ value: 'all', label: 'All' },
						{ value: 'stderr', label: 'stderr' },
					]}
					onChange={setStream}
				/>
			}
		>
			<LogTail
				label="Logs"
				lines={lines}
				tall={tall}
				empty={live ? 'Nothing printed yet.' : 'Nothing was printed. A run of your own script keeps its logs on its own host.'}
			/>
		</Card>
	);
}
