export { connectDatabase, type Database, inTransaction, migrateDatabase, type Sql, type Tx } from './client.ts';
