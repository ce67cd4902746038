CREATE TABLE "run_model_input" (
	"run_id" uuid,
	"logged_model_id" uuid,
	CONSTRAINT "run_model_input_pkey" PRIMARY KEY("run_id","logged_model_id")
);
--> statement-breakpoint
ALTER TABLE "logged_model" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "metric_latest" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;