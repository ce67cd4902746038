import type { Lineage } from '@interlock/db/tables';

const HELD_OUT = /hold.?out|eval|valid|test/i;

/** Whether a run named a dataset as held out (MLflow's input context, or our role). */
export function isHeldOut(role: string): boolean {
	return HELD_OUT.test(role);
}

/** The data a model version learned from; what its run held out isn't among it. */
export function trainedOn(version: { lineage: Lineage }): Lineage['datasets'] {
	return version.lineage.datasets.filter((d) => !isHeldOut(d.role));
}
