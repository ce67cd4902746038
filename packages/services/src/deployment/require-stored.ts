import { createHash } from 'node:crypto';
import { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '../access/index.ts';

/**
 * Recomputes the sha256 of stored bytes. Throws `conflict` (reason `digest-mismatch`) when they are missing or others than were registered;
 * `what` names them in its sentence: "arrival-delay version 2: model.onnx". Without `sizeBytes` only the digest is compared.
 */
export async function requireStored(
	ctx: ServiceContext,
	orgId: string,
	what: string,
	registered: { path?: string; sha256: string; sizeBytes?: number },
): Promise<void> {
	const found = await hashStored(ctx, orgId, registered.sha256);
	const sizeBytes = registered.sizeBytes ?? found?.sizeBytes;
	if (found && found.sha256 === registered.sha256 && found.sizeBytes === sizeBytes) return;
	const problem = found ? `has sha256 ${found.sha256} (${found.sizeBytes} bytes) in storage` : 'is missing in storage';
	throw new DomainError('conflict', `${what} ${problem}, registered was ${registered.sha256}${sizeBytes === undefined ? '' : ` (${sizeBytes} bytes)`}`, {
		field: registered.path ?? what,
		value: found?.sha256 ?? 'nothing',
		limit: registered.sha256,
		reason: 'digest-mismatch',
	});
}

async function hashStored(ctx: ServiceContext, orgId: string, sha256: string): Promise<{ sha256: string; sizeBytes: number } | null> {
	if (!(await ctx.storage.has(orgId, sha256))) return null;
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const chunks: AsyncIterable<Uint8Array> = await ctx.storage.open(orgId, sha256);
	for await (const chunk of chunks) {
		hash.update(chunk);
		sizeBytes += chunk.byteLength;
	}
	return { sha256: hash.digest('hex'), sizeBytes };
}
