import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { checkIssuer, externalCheck } from '@interlock/db/tables';
import { shortDigest, stateAfter } from '@interlock/domain/change';
import { type CheckStatement, gateOfCheck, MAX_CLOCK_AHEAD_MS, type PostCheckInput, postCheckInput, signedBody } from '@interlock/domain/check';
import { DomainError, parseInput } from '@interlock/domain/error';
import type { GateResult } from '@interlock/domain/gate';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { decideInBackground, loadChange, type LoadedChange, tellChange } from '../change/index.ts';
import { recordGateResults } from '../gate/index.ts';
import { currentPolicy, loadPolicyVersion } from '../policy/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { isSignedBy } from './verify-signature.ts';

type IssuerRow = typeof checkIssuer.$inferSelect;

/**
 * Takes the signed word of an outside checker on the newest revision and judges its gate by it. `not-found` for a check that the policy
 * doesn't name; `conflict` for another revision's digest and for a statement that isn't newer than the one before; `forbidden`, kept in
 * the audit log, when it isn't signed by the key that the policy pins.
 */
export async function postCheck(ctx: ServiceContext, input: PostCheckInput): Promise<{ id: string; rolloutId: string | null }> {
	const { signature, org, project, number, ...statement } = parseInput(postCheckInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, { org, project, number }, 'change:comment', { lock: true });
		const { row, revision } = loaded;
		const wanted = await wantedCheck(tx, revision.policyId, statement.check);
		const issuer = await pinnedIssuer(tx, loaded, wanted);
		const body = signedBody({ org, project, number }, statement);
		if (!isSignedBy(issuer.publicKey, body, signature))
			deny('check.posted', row, targetOf(loaded), `"${wanted.id}" isn't signed by the key of ${issuer.name}, which the policy pins.`, 'wrong-key');
		refuseStale(loaded, statement, await newestOf(tx, row.id, wanted.id), ctx.now().getTime());
		const [made] = await tx
			.insert(externalCheck)
			.values({
				orgId: row.orgId,
				projectId: row.projectId,
				changeId: row.id,
				revision: row.revision,
				checkId: wanted.id,
				subjectDigest: statement.subject,
				issuerId: issuer.id,
				status: statement.status,
				summary: statement.summary,
				detailsUrl: statement.detailsUrl,
				issuedAt: new Date(statement.issuedAt),
				body,
				signature,
				createdAt: ctx.now(),
			})
			.returning({ id: externalCheck.id });
		if (!made) throw new Error('no check');
		await recordGateResults(
			tx,
			{ orgId: row.orgId, projectId: row.projectId, changeId: row.id, revision: row.revision },
			[resultOf(statement, issuer)],
			ctx.now(),
		);
		await recordAudit(tx, ctx, {
			action: 'check.posted',
			orgId: row.orgId,
			projectId: row.projectId,
			target: targetOf(loaded),
			subjectDigest: revision.digest,
			reason: statement.summary,
			after: { check: wanted.id, status: statement.status, issuer: issuer.name, fingerprint: issuer.fingerprint, issuedAt: statement.issuedAt, signature },
		});
		await tellChange(tx, ctx, row, {
			kind: 'check',
			sentence: `brought the word of ${issuer.name} on "${wanted.id}": ${statement.status}. ${statement.summary}`,
			data: { check: wanted.id, status: statement.status, detailsUrl: statement.detailsUrl },
		});
		const decided = row.state === 'in-review' ? await decideInBackground(tx, ctx, loaded) : null;
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { id: made.id, rolloutId: decided?.rolloutId ?? null };
	});
}

/** The check as the environment's newest policy pins it, else as the policy that bound the revision does: the change is held by both. */
async function wantedCheck(tx: Tx, policyId: string, id: string): Promise<{ id: string; issuer: string }> {
	const bound = await loadPolicyVersion(tx, policyId);
	const newest = await currentPolicy(tx, bound.environmentId);
	const wanted = [newest, bound].flatMap(({ document }) => document.checks).find((check) => check.id === id);
	if (wanted) return wanted;
	throw new DomainError('not-found', `check not found: policy version ${bound.version} names none like it`, { field: 'check', value: id });
}

function targetOf({ row }: LoadedChange): { kind: string; id: string; name: string } {
	return { kind: 'change', id: row.id, name: `#${row.number}` };
}

async function pinnedIssuer(tx: Tx, loaded: LoadedChange, wanted: { id: string; issuer: string }): Promise<IssuerRow> {
	const { row } = loaded;
	const [issuer] = await tx
		.select()
		.from(checkIssuer)
		.where(and(eq(checkIssuer.projectId, row.projectId), eq(checkIssuer.name, wanted.issuer), isNull(checkIssuer.revokedAt)));
	if (!issuer)
		deny(
			'check.posted',
			row,
			targetOf(loaded),
			`"${wanted.id}" has to be signed by ${wanted.issuer}, which has no key that is registered and not revoked.`,
			'wrong-key',
		);
	return issuer;
}

async function newestOf(tx: Tx, changeId: string, checkId: string): Promise<Date | null> {
	const [newest] = await tx
		.select({ issuedAt: externalCheck.issuedAt })
		.from(externalCheck)
		.where(and(eq(externalCheck.changeId, changeId), eq(externalCheck.checkId, checkId)))
		.orderBy(desc(externalCheck.issuedAt))
		.limit(1);
	return newest?.issuedAt ?? null;
}

function refuseStale({ row, revision }: LoadedChange, statement: CheckStatement, newest: Date | null, nowMs: number): void {
	if (!stateAfter(row.state, 'push'))
		throw new DomainError('conflict', `state: the change is ${row.state}; it takes no checks`, { field: 'state', value: row.state, reason: 'change-state' });
	if (statement.subject !== revision.digest)
		throw new DomainError(
			'conflict',
			`subject: revision ${row.revision} is ${shortDigest(revision.digest)}, the check is of ${shortDigest(statement.subject)}`,
			{
				field: 'subject',
				value: statement.subject,
				limit: revision.digest,
				reason: 'candidate-changed',
			},
		);
	const issuedMs = Date.parse(statement.issuedAt);
	if (newest && issuedMs <= newest.getTime())
		throw new DomainError('conflict', `issuedAt: a statement of ${newest.toISOString()} is known already; this one isn't newer (${statement.issuedAt})`, {
			field: 'issuedAt',
			value: statement.issuedAt,
			limit: newest.toISOString(),
			reason: 'replayed',
		});
	if (issuedMs > nowMs + MAX_CLOCK_AHEAD_MS)
		throw new DomainError('invalid', `issuedAt: lies in the future (${statement.issuedAt})`, {
			field: 'issuedAt',
			value: statement.issuedAt,
			limit: 'at most 5 minutes ahead',
		});
}

function resultOf(statement: CheckStatement, issuer: IssuerRow): GateResult {
	const { check, status, summary, detailsUrl, issuedAt } = statement;
	return {
		gate: gateOfCheck(check),
		title: `${check}, by ${issuer.name}`,
		status,
		sentence: `${summary} Signed by ${issuer.name}, ${issuedAt}.`,
		evidence: { check, issuer: issuer.name, fingerprint: issuer.fingerprint, subject: statement.subject, issuedAt, detailsUrl },
	};
}
