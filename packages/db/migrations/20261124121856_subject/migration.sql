ALTER TABLE "artifact" ADD COLUMN "written_by_user_id" uuid;--> statement-breakpoint
ALTER TABLE "artifact" ADD COLUMN "written_by_service_account_id" uuid;--> statement-breakpoint
ALTER TABLE "change" ADD COLUMN "queued_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "change" ADD COLUMN "link_kind" text;--> statement-breakpoint
ALTER TABLE "change" ADD COLUMN "linked_change_id" uuid;--> statement-breakpoint
ALTER TABLE "dataset_version" ADD COLUMN "created_by_service_account_id" uuid;--> statement-breakpoint
ALTER TABLE "model_version" ADD COLUMN "created_by_service_account_id" uuid;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "comparison_digest" text;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "evaluation_number" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "evaluation_record" jsonb;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "evaluation_digest" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "started_by_service_account_id" uuid;