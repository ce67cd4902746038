/** A passkey as the settings show it. */
export interface PasskeyItem {
	id: string;
	name: string;
	/** A service gives it to the person's other devices. */
	backedUp: boolean;
	createdAtMs: number;
	lastUsedAtMs: number | null;
}
