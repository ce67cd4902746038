import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
	transpilePackages: [
		'@interlock/api',
		'@interlock/auth',
		'@interlock/contracts',
		'@interlock/db',
		'@interlock/domain',
		'@interlock/services',
		'@interlock/storage',
		'@interlock/ui',
	],
	serverExternalPackages: ['@node-rs/argon2', 'postgres'],
	turbopack: { root: path.join(import.meta.dirname, '../..') },
	outputFileTracingRoot: path.join(import.meta.dirname, '../..'),
	// "pnpm verify" checks the types of every package; a start needn't do it again.
	typescript: { ignoreBuildErrors: true },
	poweredByHeader: false,
	reactStrictMode: true,
};

export default config;
