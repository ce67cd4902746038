export type { MonitorSummary } from './evaluate-window.ts';
export { getMonitor } from './get-monitor.ts';
export { type DirtyWindow, listDirtyWindows } from './list-dirty-windows.ts';
export { listMonitors, type MonitorRowView } from './list-monitors.ts';
export type { DriftColumnView, MonitorView, RetrainView, WindowView } from './monitor-view.ts';
export { type Monitored, monitorWindow } from './monitor-window.ts';
export { runMonitor } from './run-monitor.ts';
export { startTriggerInTx } from './start-trigger.ts';
export { whatIsOpen } from './what-is-open.ts';
