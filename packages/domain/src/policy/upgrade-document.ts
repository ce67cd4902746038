import { z } from 'zod';

/** How documents named their approvals before there were several requirements. */
const earlierSchema = z.looseObject({ approvals: z.strictObject({ count: z.number(), role: z.string() }) });

/** A stored document in its present form: approvals of a role become the one requirement "review". Anything else is given back as it is. */
export function upgradeDocument(document: unknown): unknown {
	const parsed = earlierSchema.safeParse(document);
	if (!parsed.success || 'require' in parsed.data) return document;
	const { approvals, ...rest } = parsed.data;
	return { require: [{ name: 'review', count: approvals.count, from: [`role:${approvals.role}`] }], ...rest };
}
