import type { Outputs } from '../../api/outputs.ts';

export type ThreadView = Outputs['thread']['list']['threads'][number];
export type ThreadComment = ThreadView['comments'][number];
export type Anchor = ThreadView['anchor'];
