import { isAbsolute, join } from 'node:path';
import type { CheckpointPublisher } from '@interlock/services/audit';
import { filePublisher } from './file-publisher.ts';
import { gitPublisher } from './git-publisher.ts';

/** The publisher that INTERLOCK_CHECKPOINTS names: `file:<absolute folder>` or `git:<remote>`. Throws one sentence for anything else. */
export function publisherOf(setting: string, home: string): CheckpointPublisher {
	const [, kind, place = ''] = /^(file|git):(.+)$/.exec(setting) ?? [];
	if (kind === 'file' && isAbsolute(place)) return filePublisher(place);
	if (kind === 'git') return gitPublisher(place, join(home, 'checkpoints-git'));
	throw new Error(`INTERLOCK_CHECKPOINTS is "${setting}": it must be file:<absolute folder> or git:<remote>`);
}
