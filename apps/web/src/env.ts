export interface WebEnv {
	/** Where the front door answers on this machine. */
	serverUrl: string;
	/** The address people use. */
	publicUrl: string;
	databaseUrl: string;
	secret: string;
}

/** Reads the environment the supervisor gives; throws one clear sentence for what is missing. Called per request, so that a build needs none of it. */
export function readEnv(env = process.env): WebEnv {
	const need = (name: string) => {
		const value = env[name];
		if (!value) throw new Error(`${name} is not set; "npm start" gives it`);
		return value;
	};
	return {
		serverUrl: need('INTERLOCK_SERVER_URL').replace(/\/$/, ''),
		publicUrl: need('INTERLOCK_PUBLIC_URL').replace(/\/$/, ''),
		databaseUrl: need('DATABASE_URL'),
		secret: need('NEXTAUTH_SECRET'),
	};
}
