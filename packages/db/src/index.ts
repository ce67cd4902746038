export { connectDatabase, type Database, inTransaction, migrateDatabase, type Tx } from './client.ts';
