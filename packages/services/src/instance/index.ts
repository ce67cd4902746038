export { type QuickstartState, readQuickstart, writeQuickstart } from './quickstart-state.ts';
export { type Rebuilt, rebuildProcesses } from './rebuild-processes.ts';
