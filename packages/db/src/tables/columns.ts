import { bigint, customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';

/** A uuidv7 primary key, made in the app so that SQL stays within PostgreSQL 15. */
export const id = () => uuid().primaryKey().$defaultFn(uuidv7);
/** When the row was written. */
export const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();
export const at = () => timestamp({ withTimezone: true });
/** A whole number above 2^31, such as milliseconds since 1970 or a size in bytes. */
export const long = () => bigint({ mode: 'number' });
/** Raw bytes; used where a jsonb text would not be a stable encoding. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** Every table of a tenant names its organization; most name their project too. */
export const inOrg = () => ({ orgId: uuid().notNull() });
export const inProject = () => ({ orgId: uuid().notNull(), projectId: uuid().notNull() });
