import './globals.css';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { readTheme } from '../shell/read-theme.ts';

const inter = localFont({ src: '../../node_modules/inter-ui/variable/InterVariable.woff2', variable: '--font-inter', weight: '100 900' });
const mono = localFont({
	src: '../../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
	variable: '--font-jetbrains-mono',
	weight: '100 800',
	preload: false,
});

export const metadata: Metadata = { title: { default: 'Interlock', template: '%s · Interlock' }, description: 'Pull requests for models' };
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** Every page: language, fonts, and the theme from the reader's cookie, so that nothing flashes and no script runs first. */
export default async function RootLayout({ children }: { children: ReactNode }) {
	return (
		<html lang="en-GB" data-theme={await readTheme()} className={`${inter.variable} ${mono.variable}`}>
			<body>
				<NuqsAdapter>{children}</NuqsAdapter>
			</body>
		</html>
	);
}
