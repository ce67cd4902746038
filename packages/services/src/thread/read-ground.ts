import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { gateResult, modelVersion, training } from '@interlock/db/tables';
import type { RevisionComparison } from '@interlock/domain/change';
import type { Anchor, AnchorGround } from '@interlock/domain/thread';
import type { ServiceContext } from '../access/index.ts';
import type { LoadedChange } from '../change/index.ts';

/** The candidate's files that a ground is asked about, to be read outside of the transaction. */
export interface GroundRows {
	ground: Omit<AnchorGround, 'code'>;
	orgId: string;
	/** null where the candidate's code isn't stored. */
	files: { path: string; sha256: string }[] | null;
}

/** What the newest revision of a change shows, as far as rows tell. */
export async function readGroundRows(tx: Tx, { row, revision }: LoadedChange, anchors: readonly Anchor[]): Promise<GroundRows> {
	const gates = await tx
		.select({ gate: gateResult.gate })
		.from(gateResult)
		.where(and(eq(gateResult.changeId, row.id), eq(gateResult.revision, revision.number)));
	const paths = new Set(anchors.flatMap((anchor) => (anchor.kind === 'line' ? [anchor.path] : [])));
	const [trained] =
		paths.size > 0
			? await tx
					.select({ files: training.files })
					.from(modelVersion)
					.innerJoin(training, eq(training.runId, modelVersion.runId))
					.where(eq(modelVersion.id, revision.modelVersionId))
			: [];
	const comparison = revision.comparison as RevisionComparison | null;
	return {
		ground: { compared: comparison && shownBy(comparison), gates: gates.map(({ gate }) => gate) },
		orgId: row.orgId,
		files: trained ? trained.files.filter(({ path }) => paths.has(path)) : null,
	};
}

/** The ground with the lines of the files asked about. */
export async function readGround(ctx: ServiceContext, { ground, orgId, files }: GroundRows): Promise<AnchorGround> {
	if (!files) return { ...ground, code: null };
	const texts = await Promise.all(
		files.map(async ({ path, sha256 }) => [path, (await ctx.storage.read(orgId, sha256)).toString('utf8').split(/\r?\n/)] as const),
	);
	return { ...ground, code: Object.fromEntries(texts) };
}

function shownBy({ report, data, behaviour, curves }: RevisionComparison): NonNullable<AnchorGround['compared']> {
	const ofClasses = curves?.task === 'classification' ? ['auc', 'brier', 'log-loss', 'sensitivity', 'specificity', 'ppv', 'npv'] : [];
	const sample = data.rows?.sample;
	return {
		metrics: [...report.metrics.map(({ name }) => name), ...ofClasses],
		slices: report.slices.rows.map(({ column, value }) => ({ column, value })),
		columns: [...data.profile, ...data.schema].map(({ column }) => column),
		rows: [
			...(behaviour?.shown ?? []).flatMap(({ key }) => key ?? []),
			...(sample ? [...sample.added, ...sample.removed, ...sample.changed.map(({ key }) => key)] : []),
		],
		cases: [],
	};
}
