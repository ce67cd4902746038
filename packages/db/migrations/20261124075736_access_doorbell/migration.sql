-- Rings when a session, token or membership changes, so that sockets of people who lost access are dropped at once.
CREATE TRIGGER session_access_ring AFTER UPDATE OF revoked_at ON session FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_access');
--> statement-breakpoint
CREATE TRIGGER api_token_access_ring AFTER UPDATE OF revoked_at ON api_token FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_access');
--> statement-breakpoint
CREATE TRIGGER membership_access_ring AFTER UPDATE OR DELETE ON membership FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_access');
