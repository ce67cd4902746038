-- A disabled account and a service account's changed roles end or narrow what sockets may hear, as a revoked token does.
CREATE TRIGGER person_access_ring AFTER UPDATE OF disabled_at ON person FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_access');
--> statement-breakpoint
CREATE TRIGGER service_account_access_ring AFTER UPDATE OF roles, disabled_at ON service_account FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_access');
