import { isAbsolute, join } from 'node:path';
import type { CheckpointPublisher } from '@interlock/services/audit';
import { parseS3Place, type S3Keys } from '@interlock/storage';
import { filePublisher } from './file-publisher.ts';
import { gitPublisher } from './git-publisher.ts';
import { s3Publisher } from './s3-publisher.ts';

/** The publisher that INTERLOCK_CHECKPOINTS names: `file:<absolute folder>`, `git:<remote>` or `s3://<bucket>/<prefix>`. Throws one sentence for anything else. */
export function publisherOf(setting: string, home: string, keys?: S3Keys): CheckpointPublisher {
	if (setting.startsWith('s3://')) return s3Publisher(parseS3Place(setting), keys);
	const [, kind, place = ''] = /^(file|git):(.+)$/.exec(setting) ?? [];
	if (kind === 'file' && isAbsolute(place)) return filePublisher(place);
	if (kind === 'git') return gitPublisher(place, join(home, 'checkpoints-git'));
	throw new Error(`INTERLOCK_CHECKPOINTS is "${setting}": it must be file:<absolute folder>, git:<remote> or s3://<bucket>/<prefix>`);
}
