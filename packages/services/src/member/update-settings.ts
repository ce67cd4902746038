import { eq } from 'drizzle-orm';
import { person } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type PersonSettings, personSettingsSchema, type UpdateSettingsInput, updateSettingsInput } from '@interlock/domain/member';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/** Changes what the signed-in person chose for themself, and tells their other windows. `forbidden` for tokens: they have no pages. */
export async function updateSettings(ctx: ServiceContext, input: UpdateSettingsInput): Promise<PersonSettings> {
	const { actor } = ctx;
	if (actor.kind !== 'user') throw new DomainError('forbidden', 'Only a signed-in person has settings');
	const wanted = parseInput(updateSettingsInput, input);
	return transact(ctx, async (tx) => {
		const [row] = await tx.select({ settings: person.settings }).from(person).where(eq(person.id, actor.userId)).for('update');
		const before = personSettingsSchema.parse(row?.settings ?? {});
		const after: PersonSettings = {
			presence: wanted.presence ?? before.presence,
			singleKeys: wanted.singleKeys ?? before.singleKeys,
			mail: { ...before.mail, ...wanted.mail },
		};
		await tx.update(person).set({ settings: after }).where(eq(person.id, actor.userId));
		for (const { orgId } of actor.memberships) {
			await recordAudit(tx, ctx, {
				action: 'person.settings-changed',
				orgId,
				projectId: null,
				target: { kind: 'person', id: actor.userId, name: actor.name },
				before,
				after,
			});
			await publishEvent(tx, { orgId, projectId: null, channel: `person/${actor.userId}`, type: 'person.settings-changed' });
		}
		return after;
	});
}
