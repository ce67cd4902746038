import { asc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { decision, rollout } from '@interlock/db/tables';
import { nameOf } from '@interlock/domain/access';
import { originOf } from '@interlock/domain/audit';
import { type ChangePlace, changePlaceInput } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { canonicalJson, sha256Hex } from '@interlock/storage';
import { type ServiceContext, transact } from '../access/index.ts';
import { type CheckpointSigner, makeCheckpointNow, type ProvenEntry, proveEntriesAbout, recordAudit, sealEntries } from '../audit/index.ts';
import type { ChangeView } from './change-view.ts';
import { getChange } from './get-change.ts';
import { loadChange } from './load-change.ts';

/** What was decided about a change and on what, with the audit entries that tell it, each proven under one signed checkpoint. */
export interface EvidencePack {
	v: 1;
	madeAt: string;
	madeBy: string;
	org: string;
	project: string;
	change: Pick<
		ChangeView,
		'id' | 'number' | 'title' | 'description' | 'state' | 'closedReason' | 'origin' | 'author' | 'createdAtMs' | 'target' | 'candidate' | 'base'
	>;
	/** The newest revision's canonical manifest and the digest that approvals bind to. */
	subject: { revision: number; digest: string; manifest: unknown; holdout: ChangeView['holdout']; headline: ChangeView['headline'] };
	revisions: ChangeView['revisions'];
	policy: { id: string; version: number; digest: string; sentences: string[]; document: unknown };
	votes: ChangeView['policy']['votes'];
	contributors: ChangeView['contributors'];
	gates: Pick<ChangeView['gates'][number], 'gate' | 'title' | 'status' | 'sentence' | 'evidence' | 'decidedAtMs' | 'waiver'>[];
	/** What the policy says now. */
	decision: ChangeView['policy']['decision'];
	/** Each decision with everything it was made from, oldest first: it can be made again. */
	decisions: DecisionKept[];
	discussion: ChangeView['discussion'];
	timeline: ChangeView['timeline'];
	rollout: ChangeView['rollout'];
	entries: ProvenEntry[];
	/** The checkpoint they are proven under, and what verifies it and this pack. */
	note: string;
	key: string;
}

interface DecisionKept {
	revision: number;
	decidedAt: Date;
	policyId: string;
	outcome: 'allow' | 'deny';
	reasons: string[];
	missing: string[];
	inputs: unknown;
	inputsDigest: string;
}

export interface Evidence {
	pack: EvidencePack;
	/** The signed file: `{"pack":<canonical JSON>,"signature":<signed note of its sha256>}`. */
	file: string;
	/** sha256 of the pack's canonical JSON. */
	digest: string;
}

/**
 * Makes the evidence pack of a change: seals and signs what is told of it so far, this request included, and signs the pack. `signer`:
 * null where the instance has no key. Needs `audit:read`; leaves an entry.
 */
export async function getEvidence(ctx: ServiceContext, input: ChangePlace, signer: CheckpointSigner | null): Promise<Evidence> {
	const wanted = parseInput(changePlaceInput, input);
	const about = await transact(ctx, async (tx) => {
		const { row, project } = await loadChange(tx, ctx, wanted, 'audit:read');
		if (!signer) throw new DomainError('conflict', 'This instance signs nothing: it has no checkpoint key', { reason: 'no-checkpoint-key' });
		await recordAudit(tx, ctx, {
			action: 'change.evidence-made',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
		});
		const rollouts = await tx.select({ id: rollout.id }).from(rollout).where(eq(rollout.changeId, row.id));
		return { orgId: row.orgId, place: project, changeId: row.id, targetIds: [row.id, ...rollouts.map(({ id }) => id)], signer };
	});
	while ((await sealEntries(ctx.db)) > 0);
	const signed = await makeCheckpointNow(ctx.db, about.signer, about.orgId, ctx.now());
	const { proven, decisions } = await transact(ctx, async (tx) => ({
		proven: signed ? await proveEntriesAbout(tx, ctx.db.sql, about.orgId, about.targetIds) : null,
		decisions: await decisionsOf(tx, about.changeId),
	}));
	if (!proven) throw new DomainError('conflict', 'The audit log can not be signed: verify its chain first', { reason: 'chain-broken' });
	const pack = packOf(await getChange(ctx, input), about.place, { ...proven, decisions }, { at: ctx.now(), by: nameOf(ctx.actor) });
	const text = canonicalJson(JSON.parse(JSON.stringify(pack)));
	const digest = sha256Hex(text);
	const signature = about.signer.signText(originOf(about.orgId), `interlock/evidence/${about.changeId}\n${digest}\n`);
	return { pack, digest, file: `{"pack":${text},"signature":${JSON.stringify(signature)}}\n` };
}

function decisionsOf(tx: Tx, changeId: string): Promise<DecisionKept[]> {
	const { revision, decidedAt, policyId, outcome, reasons, missing, inputs, inputsDigest } = decision;
	return tx
		.select({ revision, decidedAt, policyId, outcome, reasons, missing, inputs, inputsDigest })
		.from(decision)
		.where(eq(decision.changeId, changeId))
		.orderBy(asc(decision.decidedAt));
}

function packOf(
	view: ChangeView,
	place: { org: string; slug: string },
	proven: { key: string; note: string; entries: ProvenEntry[]; decisions: DecisionKept[] },
	made: { at: Date; by: string },
): EvidencePack {
	const { id, number, title, description, state, closedReason, origin, author, createdAtMs, target, candidate, base, revision, policy } = view;
	return {
		v: 1,
		madeAt: made.at.toISOString(),
		madeBy: made.by,
		org: place.org,
		project: place.slug,
		change: { id, number, title, description, state, closedReason, origin, author, createdAtMs, target, candidate, base },
		subject: { revision: revision.number, digest: revision.digest, manifest: revision.manifest, holdout: view.holdout, headline: view.headline },
		revisions: view.revisions,
		policy: { id: policy.id, version: policy.version, digest: revision.policyDigest, sentences: policy.sentences, document: policy.document },
		votes: policy.votes,
		contributors: view.contributors,
		gates: view.gates.map((gate) => ({
			gate: gate.gate,
			title: gate.title,
			status: gate.status,
			sentence: gate.sentence,
			evidence: gate.evidence,
			decidedAtMs: gate.decidedAtMs,
			waiver: gate.waiver,
		})),
		decision: policy.decision,
		discussion: view.discussion,
		timeline: view.timeline,
		rollout: view.rollout,
		...proven,
	};
}
