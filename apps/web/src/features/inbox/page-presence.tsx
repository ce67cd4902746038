'use client';
import { PresenceStack } from '@interlock/ui/shell';
import { usePresence } from '../../live/use-presence.ts';
import { useShell } from '../../shell/shell-context.tsx';

/** Who else has this page open now and, where it has parts, which one they read. */
export function PagePresence({ channel, tab, nameOf }: { channel: string; tab: string; nameOf: (tab: string) => string }) {
	const { user } = useShell();
	const others = usePresence(channel, tab).filter((person) => person.userId !== user.userId);
	return <PresenceStack people={others.map(({ userId, name, tab: at }) => ({ key: userId, name, reads: at ? nameOf(at) : null }))} />;
}
