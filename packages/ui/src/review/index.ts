export { ApprovalRow, type ApprovalRowProps } from './approval-row.tsx';
export { type ComparisonRow, ComparisonTable, type ComparisonTableProps, toneOfDifference } from './comparison-table.tsx';
export { type DiffRow, DiffTable, type DiffTableProps } from './diff-table.tsx';
export { GateRow, type GateRowProps, type GateState } from './gate-row.tsx';
export { type Permit, ReviewBox, type ReviewBoxProps, type Verdict } from './review-box.tsx';
export { type RolloutStep, RolloutStepper } from './rollout-stepper.tsx';
export { SodNotice } from './sod-notice.tsx';
export { Timeline, type TimelineEntry } from './timeline.tsx';
export { VersionChip, type VersionChipProps } from './version-chip.tsx';
