declare module 'vitest' {
	interface ProvidedContext {
		/** A server with a migrated database `interlock_template`; each test file clones it. */
		postgresUrl: string;
	}
}

export {};
