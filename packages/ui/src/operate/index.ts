export { type ArtifactFile, ArtifactTree } from './artifact-tree.tsx';
export { type CheckRow, CheckTable, type CheckTableProps } from './check-table.tsx';
export { type LogLine, LogTail, type LogTailProps } from './log-tail.tsx';
