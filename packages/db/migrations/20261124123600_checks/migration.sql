CREATE TABLE "check_issuer" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"added_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "external_check" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"check_id" text NOT NULL,
	"subject_digest" text NOT NULL,
	"issuer_id" uuid NOT NULL,
	"status" text NOT NULL,
	"summary" text NOT NULL,
	"details_url" text,
	"issued_at" timestamp with time zone NOT NULL,
	"body" jsonb NOT NULL,
	"signature" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "check_issuer_project_id_name_index" ON "check_issuer" ("project_id","name") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "check_issuer_project_id_fingerprint_index" ON "check_issuer" ("project_id","fingerprint");--> statement-breakpoint
CREATE INDEX "external_check_change_id_check_id_issued_at_index" ON "external_check" ("change_id","check_id","issued_at");--> statement-breakpoint
ALTER TABLE "external_check" ADD CONSTRAINT "external_check_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "external_check" ADD CONSTRAINT "external_check_issuer_id_check_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "check_issuer"("id");