CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"notification_id" uuid NOT NULL UNIQUE,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	"sent_at" timestamp with time zone,
	"given_up_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "settings" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "mail_not_before_index" ON "mail" ("not_before");--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_notification_id_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notification"("id");
--> statement-breakpoint
-- Wakes whoever sends mail at commit; it also polls slowly.
CREATE TRIGGER mail_ring AFTER INSERT ON mail FOR EACH STATEMENT EXECUTE FUNCTION ring('interlock_mail');
