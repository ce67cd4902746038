-- The role every transaction of the application runs under: not the owner, so that it can neither rewrite the audit log nor drop a guard.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'interlock_app') THEN
    CREATE ROLE interlock_app NOLOGIN;
  END IF;
  EXECUTE format('GRANT interlock_app TO %I', current_user);
  GRANT USAGE ON SCHEMA public TO interlock_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO interlock_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO interlock_app;
  REVOKE ALL ON audit_log, audit_head, audit_outbox FROM interlock_app;
  GRANT SELECT ON audit_log, audit_head TO interlock_app;
  GRANT INSERT ON audit_outbox TO interlock_app;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'interlock: this database user cannot create roles; transactions run as the owner';
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only: % refused', TG_OP;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_append_only;
--> statement-breakpoint
ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_no_truncate;
--> statement-breakpoint
-- Wakes the sequencer and the dispatcher at commit; both also poll slowly.
CREATE FUNCTION ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_ARGV[0], '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER event_ring AFTER INSERT ON event FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_event');
--> statement-breakpoint
CREATE TRIGGER audit_outbox_ring AFTER INSERT ON audit_outbox FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_audit');
--> statement-breakpoint
CREATE TRIGGER process_command_ring AFTER INSERT ON process_command FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_command');
--> statement-breakpoint
CREATE TRIGGER route_ring AFTER INSERT ON route FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_route');
--> statement-breakpoint
CREATE TRIGGER attempt_ring AFTER INSERT ON attempt FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_attempt');
