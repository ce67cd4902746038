'use client';
import { formatCoarse } from '@interlock/ui/data';
import type { Connection } from '@interlock/ui/shell';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ChannelEvent } from './channel.ts';
import type { ChannelClient } from './channel-client.ts';

interface Live {
	state: Connection;
	/** Age of the numbers in words once the connection is gone for more than two seconds. */
	lostForText: string | null;
	client: ChannelClient | null;
}

export const LiveContext = createContext<Live>({ state: 'connecting', lostForText: null, client: null });
const BANNER_AFTER_MS = 2000;

/** Holds the page's one socket. */
export function LiveProvider({ children }: { children: ReactNode }) {
	const [client, setClient] = useState<ChannelClient | null>(null);
	const [state, setState] = useState<Connection>('connecting');
	const [lostForMs, setLostForMs] = useState(0);

	useEffect(() => {
		let made: ChannelClient | null = null;
		let left = false;
		// Fetched after the page stands: nothing that is read first needs it.
		import('./channel-client.ts').then(
			(module) => {
				if (left) return;
				made = new module.ChannelClient((connected) => setState(connected ? 'live' : 'lost'));
				setClient(made);
			},
			() => setState('lost'),
		);
		return () => {
			left = true;
			made?.close();
		};
	}, []);

	useEffect(() => {
		setLostForMs(0);
		if (state !== 'lost') return;
		const since = performance.now();
		const timer = setInterval(() => setLostForMs(performance.now() - since), 1000);
		return () => clearInterval(timer);
	}, [state]);

	const lostForText = lostForMs >= BANNER_AFTER_MS ? formatCoarse(lostForMs) : null;
	const value = useMemo(() => ({ state, lostForText, client }), [state, lostForText, client]);
	return <LiveContext value={value}>{children}</LiveContext>;
}

export function useConnection(): Pick<Live, 'state' | 'lostForText'> {
	return useContext(LiveContext);
}

/** Follows a channel while the component is shown. `onReset` is also called when the page missed too much to catch up by events. */
export function useChannel(channel: string | null, onEvent: (event: ChannelEvent) => void, onReset: () => void): void {
	const { client } = useContext(LiveContext);
	const latest = useRef({ onEvent, onReset });
	latest.current = { onEvent, onReset };
	useEffect(() => {
		if (!client || !channel) return;
		return client.listen(channel, { onEvent: (event) => latest.current.onEvent(event), onReset: () => latest.current.onReset() });
	}, [client, channel]);
}
