'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Field, FormDialog, Input, Note, Textarea } from '@interlock/ui/base';
import { Digest, formatStamp } from '@interlock/ui/data';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { usePermit } from '../../shell/shell-context.tsx';
import { useFormDialog } from '../../use-form-dialog.ts';

/** Whose signed checks this project takes: registered keys, the way to add one and to revoke one. */
export function IssuersCard({ place }: { place: { org: string; project: string } }) {
	const trpc = useTRPC();
	const client = useQueryClient();
	const query = trpc.check.issuers.queryOptions(place);
	const { data } = useQuery(query);
	const add = useMutation(trpc.check.addIssuer.mutationOptions());
	const revoke = useMutation(trpc.check.revokeIssuer.mutationOptions());
	const permit = usePermit('policy:write');
	const [adding, setAdding] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const refresh = () => client.invalidateQueries({ queryKey: query.queryKey });

	async function revokeKey(name: string) {
		setError(await attempt(revoke.mutateAsync({ ...place, name })));
		await refresh();
	}

	const issuers = data?.issuers ?? [];
	return (
		<Card
			title="Keys of checks"
			meta={issuers.filter((issuer) => issuer.revokedAtMs === null).length}
			aside={
				<Button reason={permit.allowed ? null : permit.reason} onClick={() => setAdding(true)}>
					Add key
				</Button>
			}
		>
			{issuers.length === 0 && <p className="px-3 py-2.5 text-meta text-ink-2">No key is registered; a check that the policy names could not be posted.</p>}
			<ul>
				{issuers.map((issuer) => (
					<li key={issuer.fingerprint} className="flex items-center gap-2 border-b border-line px-3 py-2 last:border-b-0">
						<span className="min-w-0 flex-1">
							<b className="font-strong">{issuer.name}</b> <Digest value={issuer.fingerprint} />
							<span className="block text-stamp text-ink-3">
								{issuer.revokedAtMs === null ? `added by ${issuer.addedBy}, ${formatStamp(issuer.createdAtMs)}` : `revoked, ${formatStamp(issuer.revokedAtMs)}`}
							</span>
						</span>
						{issuer.revokedAtMs === null && permit.allowed && (
							<Button variant="quiet" busy={revoke.isPending} onClick={() => void revokeKey(issuer.name)}>
								Revoke
							</Button>
						)}
					</li>
				))}
			</ul>
			{error && (
				<Note kind="bad" role="alert">
					{error}
				</Note>
			)}
			{adding && (
				<AddKey
					onClose={() => setAdding(false)}
					onAdd={async (name, publicKey) => {
						const refusal = await attempt(add.mutateAsync({ ...place, name, publicKey }));
						await refresh();
						return refusal;
					}}
				/>
			)}
		</Card>
	);
}

function AddKey({ onClose, onAdd }: { onClose: () => void; onAdd: (name: string, publicKey: string) => Promise<string | null> }) {
	const [name, setName] = useState('');
	const [publicKey, setPublicKey] = useState('');
	const form = useFormDialog(() => onAdd(name.trim(), publicKey.trim()), onClose);
	return (
		<FormDialog
			{...form}
			open
			title="Add a key"
			description="Checks signed by it count where a policy names its issuer. “interlock check keygen” makes a pair."
			verb="Add key"
		>
			<Field id="issuer-name" label="Issuer" hint="As policies name it: a-z, 0-9 and “-”.">
				<Input id="issuer-name" required value={name} onChange={(event) => setName(event.target.value)} />
			</Field>
			<Field id="issuer-key" label="Public key" hint="Ed25519, as PEM.">
				<Textarea id="issuer-key" required rows={4} value={publicKey} onChange={(event) => setPublicKey(event.target.value)} />
			</Field>
		</FormDialog>
	);
}
