import { readFile } from 'node:fs/promises';
import { type RouteTable, routeTable } from '@interlock/contracts/serving';
import { writeAtomically } from './write-atomically.ts';

/** The route table served last, or null at a first start or when the file can't be read. `seq` is the newest that was served whole. */
export async function readSavedTable(folder: string): Promise<RouteTable | null> {
	try {
		return routeTable.parse(JSON.parse(await readFile(`${folder}/routes.json`, 'utf8')));
	} catch {
		return null;
	}
}

/** Keeps what is served now for a start without the front door. Token hashes are in it, so only this account can read it. */
export async function saveTable(folder: string, table: RouteTable): Promise<void> {
	await writeAtomically(`${folder}/routes.json`, JSON.stringify(table));
}
