'use client';
import { Badge, Card, EmptyState, Note } from '@interlock/ui/base';
import { Cell, DataTable, HeadCell, Time } from '@interlock/ui/data';
import { Fingerprint } from 'lucide-react';
import Link from 'next/link';
import { SettingsFrame } from '../settings-frame.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { RemovePasskey } from './remove-passkey.tsx';
import { RenamePasskey } from './rename-passkey.tsx';
import type { PasskeyItem } from './types.ts';

export interface PasskeysViewProps {
	org: string;
	hasPassword: boolean;
	passkeys: readonly PasskeyItem[];
	/** Why this instance has no passkeys; null where it has. */
	whyNone: string | null;
	nowMs: number;
	/** Asks for a fresh proof of who one is; false when the person gave up. */
	onProve: () => Promise<boolean>;
	/** Each resolves to the refusal, or null when it was done. */
	onAdd: (name: string) => Promise<string | null>;
	onRename: (id: string, name: string) => Promise<string | null>;
	onRemove: (id: string) => Promise<string | null>;
}

/** What one signs in and steps up with: the password, and passkeys. */
export function PasskeysView({ org, hasPassword, passkeys, whyNone, nowMs, onProve, onAdd, onRename, onRemove }: PasskeysViewProps) {
	return (
		<SettingsFrame org={org} section="security">
			<Card
				title="Password"
				aside={
					<Link href="/account/password" className="link">
						{hasPassword ? 'Change password' : 'Choose a password'}
					</Link>
				}
			>
				<p className="px-3 py-2.5 text-ink-2">
					{hasPassword ? 'You have one. Changing it ends your other sessions.' : 'You have none: you sign in by a passkey.'}
				</p>
			</Card>
			<Card
				title="Passkeys"
				meta={passkeys.length > 0 ? `${passkeys.length} of at most 20` : undefined}
				aside={!whyNone && <AddPasskey onProve={onProve} onAdd={onAdd} />}
			>
				{whyNone && <Note className="m-3">{whyNone}</Note>}
				{passkeys.length === 0 && !whyNone && (
					<EmptyState icon={<Fingerprint size={24} aria-hidden />} title="No passkey yet">
						A passkey stays on your device or in your password manager. It signs you in, and proves who you are before an approval, without a password that
						could be read or guessed.
					</EmptyState>
				)}
				{passkeys.length > 0 && (
					<DataTable label="Passkeys">
						<thead>
							<tr>
								<HeadCell className="pl-3">Name</HeadCell>
								<HeadCell className="max-sm:hidden">Added</HeadCell>
								<HeadCell>Last used</HeadCell>
								<HeadCell className="pr-3">
									<span className="sr-only">Rename or remove</span>
								</HeadCell>
							</tr>
						</thead>
						<tbody>
							{passkeys.map((passkey) => (
								<tr key={passkey.id}>
									<Cell className="h-9 min-w-32 pl-3 whitespace-normal">
										<span className="mr-2 font-strong break-words">{passkey.name}</span>
										{passkey.backedUp && <Badge tone="outline">on your other devices too</Badge>}
									</Cell>
									<Cell className="text-meta text-ink-2 max-sm:hidden">
										<Time ms={passkey.createdAtMs} nowMs={nowMs} />
									</Cell>
									<Cell className="text-meta text-ink-2">{passkey.lastUsedAtMs === null ? 'never' : <Time ms={passkey.lastUsedAtMs} nowMs={nowMs} />}</Cell>
									<Cell className="pr-3 text-right whitespace-nowrap">
										<RenamePasskey passkey={passkey} onRename={onRename} />
										<RemovePasskey passkey={passkey} onProve={onProve} onRemove={onRemove} />
									</Cell>
								</tr>
							))}
						</tbody>
					</DataTable>
				)}
			</Card>
		</SettingsFrame>
	);
}
