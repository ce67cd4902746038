declare module 'vitest' {
	interface ProvidedContext {
		/** A server with a migrated database `interlock_template`; each test file clones it. */
		postgresUrl: string;
		/** Where the shared Temporal server keeps its file; the first test that needs one starts it. */
		temporalDir: string;
	}
}

export {};
