ALTER TABLE "rollout" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rollout_step" ADD COLUMN "paused_ms" bigint DEFAULT 0 NOT NULL;