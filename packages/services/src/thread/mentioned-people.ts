import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { membership, person } from '@interlock/db/tables';
import { mentionsIn } from '@interlock/domain/thread';

/** Members of the organization whom a text mentions, without the one who wrote it. */
export async function mentionedPeople(tx: Tx, orgId: string, text: string, writer: string | null): Promise<string[]> {
	if (!text.includes('@')) return [];
	const people = await tx
		.select({ userId: person.id, name: person.name, email: person.email })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(eq(membership.orgId, orgId));
	return mentionsIn(text, people).filter((userId) => userId !== writer);
}
