'use client';
import { Card, cn, EmptyState } from '@interlock/ui/base';
import { Cell, DataTable, formatDay, HeadCell, Time } from '@interlock/ui/data';
import { TokenReveal } from '@interlock/ui/govern';
import { CalendarClock, KeyRound } from 'lucide-react';
import { SettingsFrame } from '../settings-frame.tsx';
import { CreateTokenDialog, type CreateTokenDialogProps } from './create-token-dialog.tsx';
import { RevokeToken } from './revoke-token.tsx';
import { ScopeList } from './scope-list.tsx';
import type { TokenRow } from './types.ts';

export interface TokensViewProps extends Omit<CreateTokenDialogProps, 'org'> {
	org: string;
	tokens: readonly TokenRow[];
	/** The text of a token just made; shown until dismissed. */
	fresh: string | null;
	onDismiss: () => void;
	/** Resolves to the server's refusal, or null. */
	onRevoke: (id: string) => Promise<string | null>;
	nowMs: number;
}

const SOON_MS = 7 * 86_400_000;

/** API tokens: shown once, scoped, expiring, revocable at once. */
export function TokensView({ org, tokens, fresh, onDismiss, onRevoke, nowMs, ...create }: TokensViewProps) {
	const active = tokens.filter((token) => isActive(token, nowMs)).length;
	return (
		<SettingsFrame org={org} section="tokens">
			<Card title="API tokens" meta={`${active} active, at most 366 days`} aside={<CreateTokenDialog {...create} />}>
				{fresh && <TokenReveal token={fresh} onDismiss={onDismiss} />}
				{tokens.length === 0 ? (
					<EmptyState icon={<KeyRound size={24} aria-hidden />} title="No token yet">
						Scripts and the mlflow client sign in with a token. It never reaches further than your own roles of the moment.
					</EmptyState>
				) : (
					<DataTable label="API tokens">
						<thead>
							<tr>
								<HeadCell className="pl-3">Name</HeadCell>
								<HeadCell className="max-sm:hidden">Prefix</HeadCell>
								<HeadCell>Scopes</HeadCell>
								<HeadCell>Limited to</HeadCell>
								<HeadCell>Last used</HeadCell>
								<HeadCell>Expires</HeadCell>
								<HeadCell className="pr-3">
									<span className="sr-only">Revoke</span>
								</HeadCell>
							</tr>
						</thead>
						<tbody>
							{tokens.map((token) => (
								<tr key={token.id}>
									<Cell className="h-9 pl-3">
										<span className={cn('font-strong', !isActive(token, nowMs) && 'text-ink-3')}>{token.name}</span>
										{!token.mine && <span className="block text-stamp text-ink-3">{token.owner}</span>}
										<span className="block mono text-ink-2 sm:hidden">{token.prefix}…</span>
									</Cell>
									<Cell mono className="text-ink-2 max-sm:hidden">
										{token.prefix}…
									</Cell>
									<Cell className="min-w-48 py-1 whitespace-normal">
										<ScopeList token={token.name} scopes={token.scopes} />
									</Cell>
									<Cell className="text-ink-2">{token.projects?.join(', ') ?? 'all projects'}</Cell>
									<Cell className="text-meta text-ink-2">{token.lastUsedAtMs === null ? 'never' : <Time ms={token.lastUsedAtMs} nowMs={nowMs} />}</Cell>
									<Cell className="text-meta text-ink-2">
										<Expiry token={token} nowMs={nowMs} />
									</Cell>
									<Cell className="pr-3 text-right">{isActive(token, nowMs) && <RevokeToken token={token} onRevoke={onRevoke} />}</Cell>
								</tr>
							))}
						</tbody>
					</DataTable>
				)}
			</Card>
		</SettingsFrame>
	);
}

function isActive(token: TokenRow, nowMs: number): boolean {
	return token.revokedAtMs === null && token.expiresAtMs > nowMs;
}

function Expiry({ token, nowMs }: { token: TokenRow; nowMs: number }) {
	if (token.revokedAtMs !== null) return <>revoked {formatDay(token.revokedAtMs)}</>;
	if (token.expiresAtMs <= nowMs) return <>expired {formatDay(token.expiresAtMs)}</>;
	if (token.expiresAtMs - nowMs > SOON_MS) return <>{formatDay(token.expiresAtMs)}</>;
	return (
		<span className="inline-flex items-center gap-1 text-warn">
			<CalendarClock size={14} aria-hidden />
			{formatDay(token.expiresAtMs)}
		</span>
	);
}
