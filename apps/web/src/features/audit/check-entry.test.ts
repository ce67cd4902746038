import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { chainInput, checkpointText, GENESIS_HASH } from '@interlock/domain/audit';
import { expect, it } from 'vitest';
import { checkEntry } from './check-entry.ts';
import type { AuditRowView, ProofView } from './types.ts';

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const entry = '{"action":"thing.done"}';
const row = { n: 1, leaf: hex(entry), hash: hex(chainInput(GENESIS_HASH, 1, hex(entry))) } as AuditRowView;
const root = createHash('sha256')
	.update(Buffer.from([0]))
	.update(entry)
	.digest('base64');
const text = checkpointText({ origin: 'log', size: 1, root });
const note = `${text}\n— log ${Buffer.concat([Buffer.alloc(4), sign(null, Buffer.from(text), privateKey)]).toString('base64')}\n`;
const key = `log+00000000+${Buffer.concat([Buffer.from([1]), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)]).toString('base64')}`;
const proof: ProofView = { n: 1, entry, proof: [], note, key };

it('computes the hash, the way to the root and the signature', async () => {
	expect(await checkEntry(row, GENESIS_HASH, proof)).toEqual({ hash: true, inclusion: true, signature: true, size: 1 });
});

it('says which of them differs', async () => {
	expect(await checkEntry(row, GENESIS_HASH, { ...proof, entry: '{}' })).toMatchObject({ hash: false, inclusion: false });
	expect(await checkEntry(row, 'f'.repeat(64), proof)).toMatchObject({ hash: false, inclusion: true });
	expect(await checkEntry(row, GENESIS_HASH, { ...proof, note: note.replace('\n1\n', '\n2\n') })).toMatchObject({ inclusion: false, signature: false });
});

it('without a proof it computes the hash alone, and nothing from nothing', async () => {
	expect(await checkEntry(row, GENESIS_HASH, null)).toEqual({ hash: true, inclusion: null, signature: null, size: null });
	expect((await checkEntry(row, null, null)).hash).toBeNull();
});
