CREATE TABLE "behaviour_suite" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"document" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "behaviour_suite_project_id_name_version_unique" UNIQUE("project_id","name","version")
);
--> statement-breakpoint
CREATE TABLE "model_card" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"model_version_id" uuid NOT NULL,
	"edition" integer NOT NULL,
	"card" jsonb NOT NULL,
	"digest" text NOT NULL,
	"saved_by" text NOT NULL,
	"saved_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_card_model_version_id_edition_unique" UNIQUE("model_version_id","edition")
);
--> statement-breakpoint
ALTER TABLE "model_card" ADD CONSTRAINT "model_card_model_version_id_model_version_id_fkey" FOREIGN KEY ("model_version_id") REFERENCES "model_version"("id");