import type { Outputs } from '../../api/outputs.ts';

export type RecallDetail = Outputs['recall']['get'];
export type RecallItem = RecallDetail['items'][number];
export type RecallRow = Outputs['recall']['list']['recalls'][number];

/** What a page offers to recall. */
export type RecallSubject = { dataset: { name: string; version: number } } | { model: { name: string; version: number } } | { run: string };
