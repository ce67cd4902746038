import { Client, Connection } from '@temporalio/client';

export interface TemporalPlace {
	/** host:port */
	address: string;
	namespace: string;
}

/** A client that connects when first used and reconnects by itself, so that everything else starts while Temporal is down. */
export function createTemporalClient(place: TemporalPlace): Client {
	return new Client({ connection: Connection.lazy({ address: place.address }), namespace: place.namespace });
}
