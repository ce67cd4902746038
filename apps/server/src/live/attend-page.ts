import { person } from '@interlock/db/tables';
import type { Actor } from '@interlock/domain/access';
import { personSettingsSchema } from '@interlock/domain/member';
import { eq } from 'drizzle-orm';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { Instance } from '../instance.ts';
import { mayJoin, type Room, roomOf } from './channel.ts';
import type { Presence } from './presence.ts';

const attendance = z.object({ channel: z.string().max(80), tab: z.string().max(40).nullish(), left: z.boolean().optional() });

interface Attending {
	actor: Actor;
	rooms: Map<string, { room: Room }>;
}

/**
 * A page says that a person looks at it, or left. Only people are shown, only where they may listen, and only those who didn't opt out;
 * what can't be read or isn't allowed is ignored, like a page that says nothing.
 */
export async function attendPage(instance: Instance, presence: Presence, socket: Socket, connection: Attending, input: unknown): Promise<void> {
	const said = attendance.safeParse(input);
	if (!said.success) return;
	const { channel, tab = null, left } = said.data;
	const { actor } = connection;
	const room = connection.rooms.get(channel)?.room ?? (left ? null : await roomOf(instance.db, channel));
	if (left || actor.kind !== 'user' || !room || room.userId || !mayJoin(actor, room)) return presence.leave(socket.id, channel);
	const shown = presence.shownOn(socket.id, channel) ?? (await wantsToBeSeen(instance, actor.userId));
	if (!socket.connected) return;
	presence.attend(socket.id, {
		channel,
		userId: actor.userId,
		name: actor.name,
		tab,
		shown,
		send: (people) => {
			if (mayJoin(connection.actor, room)) socket.emit('presence', { channel, people });
		},
	});
}

async function wantsToBeSeen(instance: Instance, userId: string): Promise<boolean> {
	const [row] = await instance.db.drizzle.select({ settings: person.settings }).from(person).where(eq(person.id, userId));
	return personSettingsSchema.parse(row?.settings ?? {}).presence;
}
