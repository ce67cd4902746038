CREATE TABLE "waiver" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"subject_digest" text NOT NULL,
	"gate" text NOT NULL,
	"reason" text NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"requested_by_user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"countersigned_by" text,
	"countersigned_by_user_id" uuid,
	"countersigned_at" timestamp with time zone,
	"revoked_by" text,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "waiver_change_id_revision_index" ON "waiver" ("change_id","revision");--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");