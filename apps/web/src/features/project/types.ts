import type { Outputs } from '../../api/outputs.ts';

export interface ProjectRow {
	id: string;
	slug: string;
	name: string;
	description: string;
	createdAtMs: number;
	runs: number;
	runsLive: number;
	openChanges: number;
	endpoints: number;
}

/** A project as its settings show it. */
export type ProjectDetail = Pick<Outputs['project']['settings'], 'name' | 'description' | 'createdAtMs' | 'trackingUri' | 'environments'>;
export type EnvironmentRow = ProjectDetail['environments'][number];
