/** Bytes under keys, outside of this machine. */
export interface ObjectStore {
	/** Where it is, for people. */
	place: string;
	/** Stores bytes under a key that holds none. False when it holds some already, whatever they are; those are never written over. */
	putOnce(key: string, bytes: Uint8Array): Promise<boolean>;
	/** All bytes of a key; null when it holds none. */
	read(key: string): Promise<Buffer | null>;
}
