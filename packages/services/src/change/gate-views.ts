import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { gateResult } from '@interlock/db/tables';
import { can } from '@interlock/domain/access';
import { judgeWaiver, type Waiver, whyNotCountersign, whyNotReproduceAgain, whyNotWaive } from '@interlock/domain/change';
import type { ServiceContext } from '../access/index.ts';
import type { PolicyVersion } from '../policy/index.ts';
import type { GateView } from './change-view.ts';
import type { Permitted } from './permitted.ts';
import type { LoadedChange } from './load-change.ts';
import type { ReadFacts } from './read-facts.ts';
import { rolesOf } from './read-waivers.ts';
import type { Speaker } from './speaker.ts';

/** The gates of the newest revision with their waivers, and what the viewer may do about each. */
export async function gateViews(
	tx: Tx,
	ctx: ServiceContext,
	{ row }: LoadedChange,
	given: { policy: PolicyVersion; read: ReadFacts; speaker: Speaker },
): Promise<GateView[]> {
	const rows = await tx
		.select()
		.from(gateResult)
		.where(and(eq(gateResult.changeId, row.id), eq(gateResult.revision, row.revision)))
		.orderBy(asc(gateResult.decidedAt), asc(gateResult.gate));
	const { policy, read, speaker } = given;
	const roles = speaker.userId ? (await rolesOf(tx, row.orgId, [speaker.userId])).get(speaker.userId) : undefined;
	const person = { userId: speaker.userId, name: speaker.name, roles: roles ?? [] };
	const { contributors } = read.subject;
	const nowMs = ctx.now().getTime();
	const access = can(ctx.actor, 'change:waive', row);
	const open = row.state === 'in-review' || row.state === 'draft';
	const permit = (barred: string | null, sentence: string): Permitted => {
		if (!open) return { enabled: false, sentence: 'The change is not in review.' };
		if (barred) return { enabled: false, sentence: barred };
		return access.allowed ? { enabled: true, sentence } : { enabled: false, sentence: access.reason };
	};
	return rows.map((g) => {
		const judged = waiversOf(read, g.gate).map((waiver) => ({ waiver, ...judgeWaiver(policy.document, contributors, waiver, nowMs) }));
		const newest = judged.findLast(({ state }) => state === 'in-force') ?? judged.findLast(({ state }) => state === 'waiting') ?? judged.at(-1);
		return {
			gate: g.gate,
			title: g.title,
			status: newest?.state === 'in-force' && g.status !== 'passed' ? 'waived' : g.status,
			found: g.status,
			sentence: g.sentence,
			evidence: g.evidence,
			decidedAtMs: g.decidedAt.getTime(),
			waive: permit(
				g.status === 'passed' ? 'It passed; there is nothing to waive.' : whyNotWaive(policy.document, g, person),
				`For at most ${policy.document.waivers.maxDays} days; a second person countersigns.`,
			),
			tryAgain: g.gate === 'reproduction' ? tryAgain(ctx, row, g.status) : null,
			waiver: newest
				? {
						id: newest.waiver.id,
						state: newest.state,
						sentence: newest.sentence,
						reason: newest.waiver.reason,
						endsAtMs: newest.waiver.endsAtMs,
						countersign: permit(
							whyNotCountersign(policy.document, contributors, { requestedByUserId: newest.waiver.requestedBy.userId }, person),
							'From then on the gate counts as passed until its end.',
						),
						revoke: permit(null, 'The gate holds the change again.'),
					}
				: null,
		};
	});
}

function waiversOf(read: ReadFacts, gate: string): readonly Waiver[] {
	return read.gates.find((g) => g.gate === gate)?.waivers ?? [];
}

function tryAgain(ctx: ServiceContext, row: LoadedChange['row'], status: GateView['found']): Permitted {
	const barred = whyNotReproduceAgain(row.state, status);
	if (barred) return { enabled: false, sentence: barred };
	const access = can(ctx.actor, 'run:start', row);
	return access.allowed ? { enabled: true, sentence: 'Its process trains it again.' } : { enabled: false, sentence: access.reason };
}
