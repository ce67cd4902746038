import { z } from 'zod';
import { suiteDocumentSchema, suiteNameSchema } from './suite.ts';

const place = { org: z.string(), project: z.string() };

export const pushSuiteInput = z.strictObject({ ...place, name: suiteNameSchema, document: suiteDocumentSchema });
export type PushSuiteInput = z.input<typeof pushSuiteInput>;

export const listSuitesInput = z.strictObject(place);
export type ListSuitesInput = z.input<typeof listSuitesInput>;
