// Our own lint rules: what no linter knows and one file shows. Rules that need several files are in test/architecture.
import { noDefaultSecret } from './no-default-secret.mjs';
import { noRawColour } from './no-raw-colour.mjs';

export default {
	meta: { name: 'interlock' },
	rules: { 'no-default-secret': noDefaultSecret, 'no-raw-colour': noRawColour },
};
