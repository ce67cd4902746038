import { z } from 'zod';

/** What a project or an environment is for, in plain text. */
export const descriptionSchema = z.string().trim().max(500, 'must be at most 500 characters');

/** What people call a project. */
export const projectNameSchema = z.string().trim().min(2, 'must be at least 2 characters').max(80, 'must be at most 80 characters');
