CREATE TABLE "reproduction" (
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid,
	"revision" integer,
	"model_version_id" uuid NOT NULL,
	"first_run_id" uuid,
	"run_id" uuid,
	"state" text NOT NULL,
	"report" jsonb,
	"digest" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "reproduction_pkey" PRIMARY KEY("change_id","revision")
);
--> statement-breakpoint
ALTER TABLE "agent" ADD COLUMN "threads_per_slot" integer;--> statement-breakpoint
ALTER TABLE "training" ADD COLUMN "threads" integer;--> statement-breakpoint
CREATE UNIQUE INDEX "reproduction_run_id_index" ON "reproduction" ("run_id");--> statement-breakpoint
CREATE INDEX "reproduction_first_run_id_index" ON "reproduction" ("first_run_id");--> statement-breakpoint
ALTER TABLE "reproduction" ADD CONSTRAINT "reproduction_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "reproduction" ADD CONSTRAINT "reproduction_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");