import { breakGlass } from '@interlock/db/tables';
import { whyStepUp } from '@interlock/domain/access';
import {
	type BreakGlassInput,
	breakGlassInput,
	type ConfirmBreakGlassInput,
	confirmBreakGlassInput,
	stateOfBreakGlass,
	whyNotOut,
} from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { formatInstant } from '@interlock/domain/policy';
import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadPolicyVersion, type PolicyVersion } from '../policy/index.ts';
import { type BreakGlassRow, newestBreakGlass, recordOf, whyNotConfirm, whyNotNow } from './break-glass-record.ts';
import { BREAK_GLASS_STEP_UP_MS } from './break-glass-view.ts';
import { loadChange, type LoadedChange } from './load-change.ts';
import { ownersOfProject } from './owners-of-project.ts';
import { readFacts } from './read-facts.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';
import { rollOutUnapproved } from './roll-out-unapproved.ts';

export interface BrokenGlass {
	id: string;
	/** Waits for a second person until then, in ms; null: it went out. */
	waitsUntilMs: number | null;
	rolloutId: string | null;
}

/**
 * Asks for the emergency path, with a reason and an incident; where one person is enough, the revision goes out at once. Errors:
 * `forbidden` with the rule's sentence, kept in the log; `conflict` when the candidate changed or a request waits already.
 */
export async function requestBreakGlass(ctx: ServiceContext, input: BreakGlassInput): Promise<BrokenGlass> {
	const wanted = parseInput(breakGlassInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:break-glass', { lock: true });
		const { row, revision } = loaded;
		const policy = await loadPolicyVersion(tx, revision.policyId);
		const person = requirePerson(ctx, loaded, policy, wanted.digest);
		const { subject } = await readFacts(tx, loaded, policy, ctx.now());
		const { twoPerson, grantMs } = policy.document.breakGlass;
		const why = (await whyNotNow(tx, loaded, policy, ctx.now())) ?? (twoPerson ? null : whyNotOut(subject.contributors, person));
		if (why) refuse(loaded, why);
		const open = await newestBreakGlass(tx, row.id);
		if (open && stateOfBreakGlass(recordOf(open), ctx.now().getTime()) === 'requested')
			throw new DomainError('conflict', `state: ${open.requestedBy} asked for it already; it waits for a second person`, {
				field: 'state',
				reason: 'requested-already',
			});
		const lapsesAt = new Date(ctx.now().getTime() + grantMs);
		const auth = ctx.actor.kind === 'user' ? ctx.actor.auth : undefined;
		const [made] = await tx
			.insert(breakGlass)
			.values({
				orgId: row.orgId,
				projectId: row.projectId,
				changeId: row.id,
				revision: row.revision,
				subjectDigest: revision.digest,
				requestedByUserId: person.userId,
				requestedBy: person.name,
				reason: wanted.reason,
				incident: wanted.incident,
				authAt: auth ? new Date(auth.atMs) : null,
				authStrength: auth?.strength,
				lapsesAt,
				createdAt: ctx.now(),
			})
			.returning();
		if (!made) throw new Error('no emergency');
		await recordAudit(tx, ctx, {
			action: 'change.break-glass-requested',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			subjectDigest: revision.digest,
			reason: wanted.reason,
			after: { incident: wanted.incident, revision: row.revision, twoPerson, lapses: lapsesAt },
		});
		if (!twoPerson) return { id: made.id, waitsUntilMs: null, rolloutId: await rollOutUnapproved(tx, ctx, loaded, policy, made) };
		await askSecond(tx, ctx, loaded, made);
		return { id: made.id, waitsUntilMs: lapsesAt.getTime(), rolloutId: null };
	});
}

/** Confirms an emergency as the second person; the revision goes out in this transaction. Errors as above. */
export async function confirmBreakGlass(ctx: ServiceContext, input: ConfirmBreakGlassInput): Promise<BrokenGlass> {
	const wanted = parseInput(confirmBreakGlassInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:break-glass', { lock: true });
		const { row, revision } = loaded;
		const policy = await loadPolicyVersion(tx, revision.policyId);
		const person = requirePerson(ctx, loaded, policy, wanted.digest);
		const asked = await newestBreakGlass(tx, row.id);
		if (!asked || asked.subjectDigest !== revision.digest)
			throw new DomainError('conflict', 'state: nobody asked for break-glass on this revision', { field: 'state', reason: 'not-requested' });
		const { subject } = await readFacts(tx, loaded, policy, ctx.now());
		const why = await whyNotConfirm(tx, asked, subject.contributors, person, ctx.now());
		if (why) refuse(loaded, why);
		const [confirmed] = await tx
			.update(breakGlass)
			.set({ confirmedByUserId: person.userId, confirmedBy: person.name })
			.where(eq(breakGlass.id, asked.id))
			.returning();
		if (!confirmed) throw new Error('no emergency');
		return { id: asked.id, waitsUntilMs: null, rolloutId: await rollOutUnapproved(tx, ctx, loaded, policy, confirmed) };
	});
}

/** A person in a browser who just proved who they are and saw the newest revision. */
function requirePerson(ctx: ServiceContext, loaded: LoadedChange, policy: PolicyVersion, seen: string): { userId: string; name: string } {
	const { actor } = ctx;
	const stale = whyStepUp(actor, policy.document.stepUpMs ?? BREAK_GLASS_STEP_UP_MS, ctx.now().getTime(), policy.document.stepUpStrength);
	if (stale || actor.kind !== 'user') return refuse(loaded, stale ?? 'Only a person breaks the glass.', 'step-up');
	if (seen !== loaded.revision.digest)
		throw new DomainError('conflict', `digest: the candidate changed while you were reading; revision ${loaded.row.revision} is another`, {
			field: 'digest',
			value: seen,
			limit: loaded.revision.digest,
			reason: 'candidate-changed',
		});
	return { userId: actor.userId, name: actor.name };
}

function refuse({ row }: LoadedChange, sentence: string, reason = 'break-glass'): never {
	return deny('change.break-glass-used', row, { kind: 'change', id: row.id, name: `#${row.number}` }, sentence, reason);
}

async function askSecond(tx: Tx, ctx: ServiceContext, { row, environment }: LoadedChange, made: BreakGlassRow): Promise<void> {
	const until = formatInstant(made.lapsesAt.getTime());
	await tellChange(tx, ctx, row, {
		kind: 'break-glass',
		sentence: `asked for break-glass for ${made.incident}: ${made.reason} A second person has to confirm it until ${until}.`,
		data: { incident: made.incident },
	});
	await tellPeople(tx, ctx, row, {
		kind: 'break-glass',
		to: (await ownersOfProject(tx, row.orgId)).map(({ userId }) => userId),
		sentence: `${made.requestedBy} asks to let #${row.number}, ${row.title}, out in ${environment} by break-glass for ${made.incident}.`,
		because: `A second person with the role breakglass has to confirm it until ${until}.`,
		dueAt: made.lapsesAt,
	});
}
