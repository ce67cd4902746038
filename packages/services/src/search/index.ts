export { findAnything, type Found } from './find-anything.ts';
