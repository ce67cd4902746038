export { type Anchor, anchorSchema } from './anchor.ts';
export { type Mentionable, mentionsIn } from './mentions.ts';
export { nameAnchor, sameAnchor, tabOfAnchor } from './name-anchor.ts';
export { type AnchorGround, type AnchorStanding, resolveAnchor } from './resolve-anchor.ts';
export {
	editCommentBody,
	type EditCommentInput,
	editCommentInput,
	replyToThreadBody,
	type ReplyToThreadInput,
	replyToThreadInput,
	resolveThreadBody,
	type ResolveThreadInput,
	resolveThreadInput,
	startThreadBody,
	type StartThreadInput,
	startThreadInput,
	type ThreadPlace,
	threadPlaceInput,
} from './thread-input.ts';
export { whyNotResolve } from './who-resolves.ts';
