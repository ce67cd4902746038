const SECRET = /secret|token|password|pepper|api_?key|private_?key/i;

/** A secret that has a default is no secret: whoever forgets to set it runs with one that everybody knows. */
export const noDefaultSecret = {
	meta: { type: 'problem', docs: { description: 'no secret has a default' } },
	create(context) {
		const says = (name) => `${name} has a default: make it at the first start and keep it in INTERLOCK_HOME, or refuse to start without it`;
		const report = (node, left, value) => {
			const name = nameOf(left);
			if (name && SECRET.test(name) && isText(value)) context.report({ node, message: says(name) });
		};
		return {
			LogicalExpression: (node) => (node.operator === '&&' ? undefined : report(node, node.left, node.right)),
			AssignmentPattern: (node) => report(node, node.left, node.right),
			AssignmentExpression: (node) => (['??=', '||='].includes(node.operator) ? report(node, node.left, node.right) : undefined),
			Property: (node) => report(node, node.key, defaultGiven(node.value)),
		};
	},
};

/** `z.string().default('x')` -> the node of 'x'. */
function defaultGiven(node) {
	if (node?.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
	return nameOf(node.callee) === 'default' ? node.arguments[0] : defaultGiven(node.callee.object);
}

function nameOf(node) {
	if (node.type === 'Identifier') return node.name;
	if (node.type === 'Literal') return String(node.value);
	if (node.type === 'MemberExpression') return nameOf(node.property);
	if (node.type === 'ChainExpression') return nameOf(node.expression);
	return null;
}

function isText(node) {
	if (node?.type === 'TemplateLiteral') return node.expressions.length === 0 && node.quasis[0].value.raw !== '';
	return node?.type === 'Literal' && typeof node.value === 'string' && node.value !== '';
}
