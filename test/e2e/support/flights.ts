import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir } from '@interlock/testkit/cache';
import { stackFacts } from './stack-facts.ts';

/** One flight as a caller of an endpoint sends it. */
export interface Flight {
	columns: string[];
	values: (number | string | null)[];
	eventTime: string;
}

export interface Prediction {
	status: number;
	/** Version that answered. */
	version: string | null;
	message: string | null;
}

/** Where the quickstart's script exported the months to. */
export const monthFile = (period: string) => join(cacheDir(), 'quickstart-months', `flights-${period}.parquet`);

/** All flights of a month, in order. */
export async function flightsOf(period: string): Promise<Flight[]> {
	const flights: Flight[] = [];
	const lines = createInterface({ input: createReadStream(monthFile(period).replace(/parquet$/, 'requests.jsonl')) });
	for await (const line of lines) {
		const { columns, data, eventTime } = JSON.parse(line) as { columns: string[]; data: Flight['values'][]; eventTime: string };
		for (const values of data) flights.push({ columns, values, eventTime });
	}
	return flights;
}

/** Temperature in degrees Fahrenheit; null where the station was silent. */
export function temperatureOf({ columns, values }: Flight): number | null {
	return values[columns.indexOf('temp')] as number | null;
}

/** Goes through a list in long strides, so that neighbours are of different days; every item once before one comes again. */
export function* strewn<T>(items: readonly T[]): Generator<T> {
	const stride = 7919;
	for (let at = 0; ; at = (at + stride) % items.length) yield items[at] as T;
}

let sent = 0;

/** Asks an endpoint for one flight, as a caller who was never here before. */
export async function predict(path: string, token: string, flight: Flight): Promise<Prediction> {
	sent += 1;
	const id = `e2e-${process.pid}-${Date.now()}-${sent}`;
	const answer = await fetch(`${stackFacts().inferenceUrl}/serve/${path}/invocations`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${token}`,
			'content-type': 'application/json',
			'x-request-id': id,
			'x-interlock-sticky-key': id,
			'x-interlock-event-time': flight.eventTime,
		},
		body: JSON.stringify({ dataframe_split: { columns: flight.columns, data: [flight.values] } }),
	});
	const body = (await answer.json()) as { message?: string };
	return { status: answer.status, version: answer.headers.get('x-interlock-model-version'), message: body.message ?? null };
}

export interface Traffic {
	/** Every answer so far. */
	answers: Prediction[];
	/** Stops sending; resolves when the last answer is there. */
	stop(): Promise<void>;
}

/** Sends flights one after the other until it is stopped. `next` says which: it may change its mind. */
export function sendTraffic(path: string, token: string, next: () => Flight, pauseMs = 4): Traffic {
	const answers: Prediction[] = [];
	let going = true;
	const sending = (async () => {
		while (going) {
			answers.push(await predict(path, token, next()));
			await sleep(pauseMs);
		}
	})();
	return {
		answers,
		stop: async () => {
			going = false;
			await sending;
		},
	};
}
