import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { change, endpoint, organization, project, run } from '@interlock/db/tables';
import { type Actor, can, type Permission, type Place } from '@interlock/domain/access';

const CHANNEL = /^(org|project|run|change|endpoint|person)\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export interface Room {
	channel: string;
	place: Place;
	permission: Permission;
	/** Set for a person's own channel: nobody else hears of it, whatever they may do elsewhere. */
	userId?: string;
}

/** What a channel shows and which permission that takes, or null when there is no such row (or its project was deleted). */
export async function roomOf(db: Database, channel: string): Promise<Room | null> {
	const [, kind, id = ''] = CHANNEL.exec(channel) ?? [];
	switch (kind) {
		case 'org': {
			const [row] = await db.drizzle.select({ orgId: organization.id }).from(organization).where(eq(organization.id, id));
			return row ? { channel, place: row, permission: 'project:read' } : null;
		}
		case 'project': {
			const [row] = await db.drizzle
				.select({ orgId: project.orgId, projectId: project.id })
				.from(project)
				.where(and(eq(project.id, id), isNull(project.archivedAt)));
			return row ? { channel, place: row, permission: 'project:read' } : null;
		}
		case 'run':
			return rowsRoom(db, channel, run, id, 'run:read');
		case 'change':
			return rowsRoom(db, channel, change, id, 'change:read');
		case 'endpoint':
			return rowsRoom(db, channel, endpoint, id, 'endpoint:read');
		// Answered for every id, so that nobody learns who has an account; `mayJoin` lets in the person alone.
		case 'person':
			return { channel, place: { orgId: '' }, permission: 'project:read', userId: id };
		default:
			return null;
	}
}

async function rowsRoom(
	db: Database,
	channel: string,
	table: typeof run | typeof change | typeof endpoint,
	id: string,
	permission: Permission,
): Promise<Room | null> {
	const [row] = await db.drizzle
		.select({ orgId: table.orgId, projectId: table.projectId })
		.from(table)
		.innerJoin(project, eq(project.id, table.projectId))
		.where(and(eq(table.id, id), isNull(project.archivedAt)));
	return row ? { channel, place: row, permission } : null;
}

/** A run token hears of its own run only. */
export function mayJoin(actor: Actor, room: Room): boolean {
	if (room.userId) return actor.kind === 'user' && actor.userId === room.userId;
	if (actor.kind === 'token' && actor.run && room.channel !== `run/${actor.run.runId}`) return false;
	return can(actor, room.permission, room.place).allowed;
}
