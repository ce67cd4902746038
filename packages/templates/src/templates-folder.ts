import { fileURLToPath } from 'node:url';

/** Where the template folders lie: this package's root. */
export const TEMPLATES_FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Builds an environment from hashed requirements; runs on any Python >= 3.10 without further packages. */
export const ENVIRONMENT_BUILDER = fileURLToPath(new URL('../environment/build_environment.py', import.meta.url));
