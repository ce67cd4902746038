export { detectDrift, type DriftOptions } from './detect-drift.ts';
export { type ColumnDrift, type DriftBars, type DriftReport, driftReportSchema } from './drift-report.ts';
export { jsDistance, type JsDistanceResult } from './js-distance.ts';
export { type DecayInput, type DecayOptions, type DecayReport, decayReportSchema, judgeDecay } from './judge-decay.ts';
export { groupToDeciles, psi, type PsiResult } from './psi.ts';
export { profileWindow, type WindowColumn, type WindowProfile, windowProfileSchema } from './window-profile.ts';
