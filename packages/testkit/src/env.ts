import { defaultCacheFolder } from '@interlock/db/embedded';

/** A server to test against instead of the embedded one. */
export function serverUrl(): string | undefined {
	return process.env.INTERLOCK_TEST_DATABASE_URL;
}

/** Where binaries and environments are kept between runs. */
export function cacheDir(): string {
	return defaultCacheFolder();
}

/** Our environment without what an instance of the person's own is set up with. */
export function passedOn(): NodeJS.ProcessEnv {
	const own = /^(INTERLOCK_(?!CACHE|PYTHON|CHROMIUM)|DATABASE_URL|TEMPORAL_|NEXTAUTH_|NODE_ENV|VITEST)/;
	return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))), NODE_ENV: 'production' };
}

/** The browser that journeys run in. */
export function chromiumPath(): string {
	return process.env.INTERLOCK_CHROMIUM ?? '/usr/bin/chromium';
}

/** Makes `folder` the temporary folder of this process and of all it starts. Returns what undoes it. */
export function useTemporaryFolder(folder: string): () => void {
	const { TMPDIR } = process.env;
	process.env.TMPDIR = folder;
	return () => {
		if (TMPDIR === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = TMPDIR;
	};
}
