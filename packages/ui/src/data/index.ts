export { Cell, type CellProps, DataTable, HeadCell, type HeadCellProps } from './data-table.tsx';
export { Digest } from './digest.tsx';
export { Elapsed } from './elapsed.tsx';
export {
	decimalsOf,
	formatAgo,
	formatAlike,
	formatBytes,
	formatCoarse,
	formatDay,
	formatDelta,
	formatDuration,
	formatMetric,
	formatNumber,
	formatShare,
	formatStamp,
	formatUtc,
	shortDigest,
} from './format.ts';
export { KeyValue } from './key-value.tsx';
export { Pager, type PagerProps } from './pager.tsx';
export { type Stat, StatStrip } from './stat-strip.tsx';
export { Time } from './time.tsx';
export { useRowKeys } from './use-row-keys.ts';
