CREATE TABLE "break_glass" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"subject_digest" text NOT NULL,
	"requested_by_user_id" uuid NOT NULL,
	"requested_by" text NOT NULL,
	"reason" text NOT NULL,
	"incident" text NOT NULL,
	"auth_at" timestamp with time zone,
	"auth_strength" text,
	"lapses_at" timestamp with time zone NOT NULL,
	"confirmed_by_user_id" uuid,
	"confirmed_by" text,
	"used_at" timestamp with time zone,
	"rollout_id" uuid,
	"decision" jsonb,
	"review_due_at" timestamp with time zone,
	"verdict" text,
	"reviewed_by_user_id" uuid,
	"reviewed_by" text,
	"reviewed_at" timestamp with time zone,
	"review_body" text,
	"taken_back_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid,
	"environment_id" uuid,
	"from_user_id" uuid NOT NULL,
	"to_user_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "auth_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "auth_strength" text;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "ip" text;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "for_user_id" uuid;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "for_name" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "auth_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "auth_strength" text DEFAULT 'link' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "step_up_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "break_glass_project_id_used_at_index" ON "break_glass" ("project_id","used_at");--> statement-breakpoint
CREATE UNIQUE INDEX "break_glass_one_used_per_change" ON "break_glass" ("change_id") WHERE used_at is not null;--> statement-breakpoint
CREATE INDEX "delegation_org_id_ends_at_index" ON "delegation" ("org_id","ends_at");--> statement-breakpoint
CREATE INDEX "delegation_from_user_id_index" ON "delegation" ("from_user_id");--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_project_id_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id");--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_environment_id_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id");--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_from_user_id_person_id_fkey" FOREIGN KEY ("from_user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_to_user_id_person_id_fkey" FOREIGN KEY ("to_user_id") REFERENCES "person"("id");