export { AuditRow, type AuditRowProps } from './audit-row.tsx';
export { type ChangeLine, ChangeLines } from './change-lines.tsx';
export { RoleMatrix, type RoleMatrixProps } from './role-matrix.tsx';
export { TokenReveal } from './token-reveal.tsx';
