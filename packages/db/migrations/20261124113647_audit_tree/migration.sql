CREATE TABLE "audit_checkpoint" (
	"org_id" uuid,
	"size" bigint,
	"root" text NOT NULL,
	"note" text NOT NULL,
	"at_ms" bigint NOT NULL,
	CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY("org_id","size")
);
--> statement-breakpoint
CREATE TABLE "audit_personal" (
	"org_id" uuid,
	"entry_id" uuid,
	"part" text,
	"person_id" uuid,
	"salt" text NOT NULL,
	"payload" text NOT NULL,
	CONSTRAINT "audit_personal_pkey" PRIMARY KEY("org_id","entry_id","part")
);
--> statement-breakpoint
CREATE TABLE "audit_publication" (
	"org_id" uuid PRIMARY KEY,
	"size" bigint DEFAULT 0 NOT NULL,
	"place" text NOT NULL,
	"at_ms" bigint,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "audit_tile" (
	"org_id" uuid,
	"level" integer,
	"index" bigint,
	"hashes" bytea NOT NULL,
	CONSTRAINT "audit_tile_pkey" PRIMARY KEY("org_id","level","index")
);
--> statement-breakpoint
ALTER TABLE "audit_head" ADD COLUMN "tree_size" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_outbox" ADD COLUMN "personal" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_log_org_id_id_index" ON "audit_log" ("org_id","id");--> statement-breakpoint
CREATE INDEX "audit_personal_org_id_person_id_index" ON "audit_personal" ("org_id","person_id");--> statement-breakpoint
-- The application reads the tree, the checkpoints and how far they are published; of what is personal it may erase, never change.
DO $$
BEGIN
  REVOKE ALL ON audit_tile, audit_checkpoint, audit_publication, audit_personal FROM interlock_app;
  GRANT SELECT ON audit_tile, audit_checkpoint, audit_publication TO interlock_app;
  GRANT SELECT, DELETE ON audit_personal TO interlock_app;
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'interlock: there is no application role';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER audit_tile_append_only BEFORE DELETE ON audit_tile FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER audit_tile_no_truncate BEFORE TRUNCATE ON audit_tile FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER audit_personal_unchanged BEFORE UPDATE ON audit_personal FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
-- A tile only grows: what it held stays its beginning.
CREATE FUNCTION refuse_regrowth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.org_id, NEW.level, NEW.index) IS DISTINCT FROM (OLD.org_id, OLD.level, OLD.index)
    OR octet_length(NEW.hashes) > 8192 OR substring(NEW.hashes FROM 1 FOR octet_length(OLD.hashes)) IS DISTINCT FROM OLD.hashes THEN
    RAISE EXCEPTION 'the audit log is append-only: a tile only grows';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_tile_grows BEFORE UPDATE ON audit_tile FOR EACH ROW EXECUTE FUNCTION refuse_regrowth();
--> statement-breakpoint
ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER audit_checkpoint_append_only;
--> statement-breakpoint
ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER audit_checkpoint_no_truncate;
--> statement-breakpoint
ALTER TABLE audit_tile ENABLE ALWAYS TRIGGER audit_tile_append_only;
--> statement-breakpoint
ALTER TABLE audit_tile ENABLE ALWAYS TRIGGER audit_tile_no_truncate;
--> statement-breakpoint
ALTER TABLE audit_tile ENABLE ALWAYS TRIGGER audit_tile_grows;
--> statement-breakpoint
ALTER TABLE audit_personal ENABLE ALWAYS TRIGGER audit_personal_unchanged;
