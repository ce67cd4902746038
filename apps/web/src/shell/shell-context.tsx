'use client';
import type { Permission } from '@interlock/domain/access';
import { createContext, type ReactNode, useContext } from 'react';
import type { ShellData } from './shell-data.ts';

const Context = createContext<ShellData | null>(null);

export function ShellProvider({ data, children }: { data: ShellData; children: ReactNode }) {
	return <Context value={data}>{children}</Context>;
}

/** The frame's facts. Throws outside of the signed-in pages. */
export function useShell(): ShellData {
	const data = useContext(Context);
	if (!data) throw new Error('useShell needs ShellProvider');
	return data;
}

/** Whether this person has a permission in the organization. The server decides again. */
export function useMay(permission: Permission): boolean {
	return useShell().permissions.includes(permission);
}
