import type { Tx } from '@interlock/db';
import { changeEntry } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';
import { speakerOf } from './speaker.ts';

export interface Telling {
	/** `opened`, `revision`, `comment`, `approve`, `request-changes`, `withdraw`, `evaluated`, `evaluation-failed`, `approved`, `applied`, `rolled-back`, `closed`, `expired`, `reminded`, `escalated`. */
	kind: string;
	/** One sentence, without the actor's name. */
	sentence: string;
	data?: Record<string, unknown>;
}

/** Writes an entry of the change's timeline and tells the change's page and the project's lists. */
export async function tellChange(
	tx: Tx,
	ctx: ServiceContext,
	row: { id: string; orgId: string; projectId: string; number: number },
	told: Telling,
): Promise<void> {
	const { orgId, projectId } = row;
	await tx.insert(changeEntry).values({
		orgId,
		projectId,
		changeId: row.id,
		kind: told.kind,
		actor: (await speakerOf(tx, ctx.actor)).name,
		sentence: told.sentence,
		data: told.data ?? {},
		createdAt: ctx.now(),
	});
	// A page says at once that another revision is there, before it has fetched it.
	await announceChange(tx, row, told.kind, typeof told.data?.revision === 'number' ? { revision: told.data.revision } : {});
}

/** Tells the change's page and the project's lists that something about it moved, without an entry in the timeline. */
export async function announceChange(
	tx: Tx,
	row: { id: string; orgId: string; projectId: string; number: number },
	kind: string,
	data: Record<string, unknown> = {},
): Promise<void> {
	const event = { orgId: row.orgId, projectId: row.projectId, type: `change.${kind}`, data: { changeId: row.id, number: row.number, ...data } };
	await publishEvent(tx, { ...event, channel: `change/${row.id}` });
	await publishEvent(tx, { ...event, channel: `project/${row.projectId}` });
}
