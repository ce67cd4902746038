import type { Database } from '@interlock/db';
import { as, expectAuditEntry, makeProject, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEndpoint } from './create-endpoint.ts';
import { listEndpoints } from './list-endpoints.ts';
import { CONFIG, makeServed, type Served } from './test-fixture.ts';

let db: Database;
let served: Served;
beforeAll(async () => {
	db = await testDatabase();
	served = await makeServed(db);
});

const wanted = (served: Served) => ({ ...served.place.place, name: 'second', model: 'arrival-delay', config: CONFIG });

describe('createEndpoint', () => {
	it('leaves an audit entry that names environment and model, and serves nothing yet', async () => {
		const entry = await expectAuditEntry(db, served.place.id, { action: 'endpoint.created', targetId: served.endpointId });
		expect(entry.after).toMatchObject({ environment: 'production', model: 'arrival-delay' });
		expect(await listEndpoints(served.person, served.place.place)).toMatchObject([{ name: 'arrival-delay', championVersion: null, rollout: null }]);
	});

	it('refuses a contributor and leaves a denied entry', async () => {
		const contributor = await makeUser(db, served.place, ['contributor']);
		await expect(createEndpoint(as(served.person, contributor), wanted(served))).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, served.place.id, { action: 'endpoint:create', decision: 'denied' });
	});

	it('answers a member of another organization like an unknown project', async () => {
		const stranger = await makeUser(db, await makeProject(db), ['admin']);
		await expect(createEndpoint(as(served.person, stranger), wanted(served))).rejects.toMatchObject({ code: 'not-found', message: 'project not found' });
	});

	it('refuses a taken name, an unknown model, environment or service account, naming field and value', async () => {
		await expect(createEndpoint(served.person, { ...wanted(served), name: 'arrival-delay' })).rejects.toMatchObject({
			code: 'conflict',
			detail: { field: 'name', value: 'arrival-delay' },
		});
		await expect(createEndpoint(served.person, { ...wanted(served), model: 'nope' })).rejects.toMatchObject({
			code: 'not-found',
			detail: { field: 'model', value: 'nope' },
		});
		await expect(createEndpoint(served.person, { ...wanted(served), environment: 'moon' })).rejects.toMatchObject({
			code: 'not-found',
			detail: { field: 'environment' },
		});
		const retrain = { template: 't', parameters: {}, dataset: 'd', periodsBefore: 2, serviceAccount: 'nobody' };
		await expect(createEndpoint(served.person, { ...wanted(served), retrain })).rejects.toMatchObject({
			code: 'not-found',
			detail: { field: 'retrain.serviceAccount', value: 'nobody' },
		});
		await expect(createEndpoint(served.person, { ...wanted(served), name: 'No Spaces' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'name' } });
	});
});
