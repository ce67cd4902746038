import type { Tx } from '@interlock/db';
import { can, provedAtMs } from '@interlock/domain/access';
import { type BreakGlassState, stateOfBreakGlass, whyNotOut, whyNotReviewer } from '@interlock/domain/change';
import type { ServiceContext } from '../access/index.ts';
import type { PolicyVersion } from '../policy/index.ts';
import { newestBreakGlass, recordOf, whyNotConfirm, whyNotNow } from './break-glass-record.ts';
import type { Permitted, StepUpAsked } from './permitted.ts';
import type { LoadedChange } from './load-change.ts';
import type { ReadFacts } from './read-facts.ts';
import type { Speaker } from './speaker.ts';

/** A use of the emergency path as the page of its change shows it. */
export interface BreakGlassRecordView {
	state: BreakGlassState;
	reason: string;
	incident: string;
	/** "gus", or "gus and ida". */
	by: string;
	requestedAtMs: number;
	/** Until when a second person can confirm it. */
	lapsesAtMs: number;
	usedAtMs: number | null;
	reviewDueMs: number | null;
	/** The policy would have allowed the change anyway. */
	allowedAnyway: boolean;
	/** Who reviewed it afterwards and what they found. */
	reviewedBy: string | null;
	reviewBody: string | null;
}

/** The emergency path of a change: what was used of it, and what the viewer may do. */
export interface BreakGlassView {
	record: BreakGlassRecordView | null;
	request: Permitted;
	confirm: Permitted;
	review: Permitted;
	/** A second person has to confirm. */
	twoPerson: boolean;
	/** The proof of who they are that it takes. */
	stepUp: StepUpAsked;
}

/** How fresh the proof has to be where the policy doesn't say. */
export const BREAK_GLASS_STEP_UP_MS = 600_000;

/** The emergency path of a loaded change for its page. */
export async function breakGlassView(
	tx: Tx,
	ctx: ServiceContext,
	loaded: LoadedChange,
	policy: PolicyVersion,
	{ read, speaker }: { read: ReadFacts; speaker: Speaker },
): Promise<BreakGlassView> {
	const now = ctx.now();
	const row = await newestBreakGlass(tx, loaded.row.id);
	const record = row && recordOf(row);
	const state = record && stateOfBreakGlass(record, now.getTime());
	const may = can(ctx.actor, 'change:break-glass', loaded.row);
	const barred = may.allowed ? null : may.reason;
	const whyNot = barred ?? (await whyNotNow(tx, loaded, policy, now));
	const person = { ...speaker, mayReview: can(ctx.actor, 'change:review', loaded.row).allowed };
	const { contributors } = read.subject;
	const { twoPerson } = policy.document.breakGlass;
	const asking = { userId: speaker.userId ?? '', name: speaker.name };
	const waits = row !== null && state === 'requested';
	const { stepUpMs, stepUpStrength } = policy.document;
	return {
		record:
			row && state
				? {
						state,
						reason: row.reason,
						incident: row.incident,
						by: row.confirmedBy ? `${row.requestedBy} and ${row.confirmedBy}` : row.requestedBy,
						requestedAtMs: row.createdAt.getTime(),
						lapsesAtMs: row.lapsesAt.getTime(),
						usedAtMs: row.usedAt?.getTime() ?? null,
						reviewDueMs: row.reviewDueAt?.getTime() ?? null,
						allowedAnyway: row.decision?.outcome === 'allow',
						reviewedBy: row.reviewedBy,
						reviewBody: row.reviewBody,
					}
				: null,
		request: permitted(
			waits ? 'It was asked for already; a second person has to confirm it.' : (whyNot ?? (twoPerson ? null : whyNotOut(contributors, asking))),
			'Lets the revision out without the approvals.',
		),
		confirm: permitted(waits ? (whyNot ?? (await whyNotConfirm(tx, row, contributors, asking, now))) : 'Nobody asked for it.', 'Lets the revision out now.'),
		review: permitted(
			record ? whyNotReviewer(record, contributors, person, now.getTime()) : 'There is nothing to review.',
			'Accepted, it stays; rejected, it is rolled back at once.',
		),
		twoPerson,
		stepUp: { withinMs: stepUpMs ?? BREAK_GLASS_STEP_UP_MS, strength: stepUpStrength, enteredAtMs: provedAtMs(ctx.actor, stepUpStrength) },
	};
}

function permitted(whyNot: string | null, does: string): Permitted {
	return whyNot === null ? { enabled: true, sentence: does } : { enabled: false, sentence: whyNot };
}
