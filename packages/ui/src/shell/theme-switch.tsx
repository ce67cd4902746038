'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../base/icon-button.tsx';

export type Theme = 'system' | 'light' | 'dark';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: Monitor, light: Sun, dark: Moon };
const WORD: Record<Theme, string> = { system: 'the system theme', light: 'the light theme', dark: 'the dark theme' };

/** Goes round system, light, dark. The choice is a cookie that the server reads, so no script runs before the first paint. */
export function ThemeSwitch({ initial, onChange }: { initial: Theme; onChange?: (theme: Theme) => void }) {
	const [theme, setTheme] = useState(initial);
	const Icon = ICON[theme];
	const next = NEXT[theme];
	return (
		<IconButton
			data-theme-switch
			label={`Use ${WORD[next]}`}
			icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
			onClick={() => {
				document.cookie = `interlock-theme=${next}; path=/; max-age=31536000; samesite=lax`;
				document.documentElement.dataset.theme = next;
				setTheme(next);
				onChange?.(next);
			}}
		/>
	);
}
