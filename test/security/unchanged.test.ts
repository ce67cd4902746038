import { mkdir, writeFile } from 'node:fs/promises';
import { inTransaction } from '@interlock/db';
import { makeOrg, makeProject, temporaryFolder, testDatabase } from '@interlock/testkit';
import { expect, test } from 'vitest';
import { watchState } from './unchanged.ts';

test('the watch over the state sees a row added and taken away, also one written by the application’s role, and none that was rolled back', async () => {
	const db = await testDatabase();
	const blobs = await temporaryFolder();
	const watch = await watchState(db, blobs);
	expect(await watch.changed()).toBe(false);
	const org = await makeOrg(db);
	expect(await watch.changed()).toBe(true);
	expect(await watch.changed()).toBe(false);
	const { projectId } = await makeProject(db, org);
	expect(await watch.changed()).toBe(true);
	const failing = inTransaction(db, async (tx) => {
		await tx.execute(`delete from policy where project_id = '${projectId}'`);
		throw new Error('no');
	});
	await expect(failing).rejects.toThrow('no');
	expect(await watch.changed()).toBe(false);
	await mkdir(`${blobs}/x`);
	await writeFile(`${blobs}/x/blob`, 'x');
	await inTransaction(db, (tx) => tx.execute(`update project set name = 'renamed' where id = '${projectId}'`));
	expect(await watch.changed()).toBe(true);
});
