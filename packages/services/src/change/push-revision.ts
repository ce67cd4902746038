import { eq } from 'drizzle-orm';
import { change } from '@interlock/db/tables';
import { moveChange, type PushRevisionInput, pushRevisionInput, standingVotes } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { currentPolicy } from '../policy/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { loadChange } from './load-change.ts';
import type { OpenedChange } from './open-change.ts';
import { resolveCandidate } from './resolve-candidate.ts';
import { stopReproductions } from './stop-reproductions.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';
import { votesOf } from './votes-of.ts';
import { writeRevision } from './write-revision.ts';

/**
 * Pushes a new revision: another version, other held-out data, or the same against what the endpoint runs now. It binds to the newest
 * policy and voids every approval. Errors as in `openChange`; `conflict` when nothing differs or the change takes no revision any more.
 */
export async function pushRevision(ctx: ServiceContext, input: PushRevisionInput): Promise<OpenedChange> {
	const wanted = parseInput(pushRevisionInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:open', { lock: true });
		const { row } = loaded;
		const state = moveChange(row.state, 'push');
		const candidate = await resolveCandidate(tx, loaded.endpoint, wanted);
		const policy = await currentPolicy(tx, loaded.endpoint.environmentId);
		const number = row.revision + 1;
		const pushed = await writeRevision(tx, ctx, { change: row, number, endpoint: loaded.endpoint, environment: loaded.environment, policy, candidate });
		if (pushed.digest === loaded.revision.digest) {
			throw new DomainError('conflict', `version: revision ${row.revision} has the same digest; nothing would change`, {
				field: 'version',
				value: candidate.version.version,
				reason: 'same-digest',
			});
		}
		const voided = standingVotes(await votesOf(tx, row.id)).filter((vote) => vote.verdict === 'approve' && vote.revision === row.revision);
		await tx.update(change).set({ state, revision: number, updatedAt: ctx.now() }).where(eq(change.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'change.revision-pushed',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			before: { revision: row.revision, digest: loaded.revision.digest },
			after: { revision: number, digest: pushed.digest, voided: voided.map((vote) => vote.userId) },
			subjectDigest: pushed.digest,
		});
		await tellChange(tx, ctx, row, {
			kind: 'revision',
			sentence: `pushed revision ${number}: ${candidate.model} version ${candidate.version.version}${voided.length > 0 ? `; it voids the approval of ${voided.map((vote) => vote.name).join(', ')}` : ''}`,
			data: { revision: number, digest: pushed.digest, voided: voided.length },
		});
		await stopReproductions(tx, ctx, row, number, `revision ${number} replaced it`);
		await tellPeople(tx, ctx, row, {
			kind: 'revision',
			to: voided.map((vote) => vote.userId),
			sentence: `#${row.number} ${row.title}: revision ${number} voided your approval of revision ${row.revision}.`,
			because: `You approved revision ${row.revision}.`,
		});
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { id: row.id, number: row.number, revision: number, digest: pushed.digest };
	});
}
