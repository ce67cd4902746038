-- Tables made after the first grant belong to the application's role too.
DO $$
BEGIN
  GRANT SELECT, INSERT, UPDATE, DELETE ON serving_change TO interlock_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO interlock_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO interlock_app;
EXCEPTION WHEN undefined_object OR insufficient_privilege THEN
  RAISE NOTICE 'interlock: this database user cannot grant to interlock_app; transactions run as the owner';
END $$;
--> statement-breakpoint
-- What a local check of tokens and addresses needs changes the route table too. Numbers are taken under one lock, so that they commit in
-- their order: an inference server that has seen 7 will never be given a late 6.
CREATE FUNCTION note_serving_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(727003);
  INSERT INTO serving_change (seq, cause) VALUES (nextval(pg_get_serial_sequence('route', 'seq')), TG_ARGV[0]);
  PERFORM pg_notify('interlock_route', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER token_made_serving AFTER INSERT ON api_token FOR EACH ROW
  WHEN ('endpoint:invoke' = ANY (NEW.scopes)) EXECUTE FUNCTION note_serving_change('token');
--> statement-breakpoint
CREATE TRIGGER token_changed_serving AFTER UPDATE OF scopes, revoked_at, expires_at, project_ids ON api_token FOR EACH ROW
  WHEN ('endpoint:invoke' = ANY (OLD.scopes) OR 'endpoint:invoke' = ANY (NEW.scopes)) EXECUTE FUNCTION note_serving_change('token');
--> statement-breakpoint
CREATE TRIGGER membership_serving AFTER UPDATE OF roles OR DELETE ON membership FOR EACH ROW EXECUTE FUNCTION note_serving_change('membership');
--> statement-breakpoint
CREATE TRIGGER person_serving AFTER UPDATE OF disabled_at ON person FOR EACH ROW EXECUTE FUNCTION note_serving_change('person');
--> statement-breakpoint
CREATE TRIGGER service_account_serving AFTER UPDATE OF roles, disabled_at ON service_account FOR EACH ROW EXECUTE FUNCTION note_serving_change('service account');
--> statement-breakpoint
CREATE TRIGGER project_serving AFTER UPDATE OF archived_at ON project FOR EACH ROW EXECUTE FUNCTION note_serving_change('project');
