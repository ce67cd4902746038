// The root's programs run without Next: its types would make NODE_ENV a required part of every child's environment.
declare const nothing: unknown;
export default nothing;
