import { eq } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { change, endpoint, organization, project, run } from '@interlock/db/tables';
import { type Actor, can, type Permission, type Place } from '@interlock/domain/access';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface Room {
	place: Place;
	permission: Permission;
}

/** What a channel shows and which permission that takes, or null when there is no such row. */
export async function roomOf(db: Database, channel: string): Promise<Room | null> {
	const [kind = '', id = ''] = channel.split('/', 2);
	if (!ID.test(id)) return null;
	switch (kind) {
		case 'org': {
			const [row] = await db.drizzle.select({ orgId: organization.id }).from(organization).where(eq(organization.id, id));
			return row ? { place: row, permission: 'project:read' } : null;
		}
		case 'project': {
			const [row] = await db.drizzle.select({ orgId: project.orgId, projectId: project.id }).from(project).where(eq(project.id, id));
			return row ? { place: row, permission: 'project:read' } : null;
		}
		case 'run':
			return tenantRow(db, run, id, 'run:read');
		case 'change':
			return tenantRow(db, change, id, 'change:read');
		case 'endpoint':
			return tenantRow(db, endpoint, id, 'endpoint:read');
		default:
			return null;
	}
}

async function tenantRow(db: Database, table: typeof run | typeof change | typeof endpoint, id: string, permission: Permission): Promise<Room | null> {
	const [row] = await db.drizzle.select({ orgId: table.orgId, projectId: table.projectId }).from(table).where(eq(table.id, id));
	return row ? { place: row, permission } : null;
}

export function mayJoin(actor: Actor, room: Room): boolean {
	return can(actor, room.permission, room.place).allowed;
}
