import { and, asc, eq, isNull } from 'drizzle-orm';
import { artifact, loggedModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { loggedModelIdToWire, runInput, type RunInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadRun } from './load-run.ts';

export interface RunFile {
	/** The run itself, or a model it logged: `m-<32 hex>`. */
	owner: { kind: 'run' } | { kind: 'loggedModel'; modelId: string; name: string };
	/** Path inside its owner's folder. */
	path: string;
	sizeBytes: number;
	sha256: string;
}

const MOST = 2000;

/** Every file of a run and of the models it logged, by owner and path; 2,000 of each at most. */
export async function listRunFiles(ctx: ServiceContext, input: RunInput): Promise<RunFile[]> {
	const wanted = parseInput(runInput, input);
	return transact(ctx, async (tx) => {
		const { run } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:read', access: 'read' });
		const columns = { path: artifact.path, sizeBytes: artifact.sizeBytes, sha256: artifact.sha256 };
		const own = await tx.select(columns).from(artifact).where(eq(artifact.ownerId, run.id)).orderBy(asc(artifact.path)).limit(MOST);
		const ofModels = await tx
			.select({ ...columns, id: loggedModel.id, name: loggedModel.name })
			.from(artifact)
			.innerJoin(loggedModel, eq(loggedModel.id, artifact.ownerId))
			.where(and(eq(loggedModel.sourceRunId, run.id), isNull(loggedModel.deletedAt)))
			.orderBy(asc(loggedModel.id), asc(artifact.path))
			.limit(MOST);
		return [
			...own.map((file) => ({ owner: { kind: 'run' as const }, ...file })),
			...ofModels.map(({ id, name, ...file }) => ({ owner: { kind: 'loggedModel' as const, modelId: loggedModelIdToWire(id), name }, ...file })),
		];
	});
}
