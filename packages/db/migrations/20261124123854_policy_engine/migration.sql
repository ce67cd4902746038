CREATE TABLE "decision" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"policy_id" uuid NOT NULL,
	"inputs" jsonb NOT NULL,
	"inputs_digest" text NOT NULL,
	"outcome" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"missing" jsonb NOT NULL,
	"basis_digest" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "group_member" (
	"org_id" uuid NOT NULL,
	"group_id" uuid,
	"user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "group_member_pkey" PRIMARY KEY("group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "policy_proposal" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"base_version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"digest" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_by_user_id" uuid,
	"decision_reason" text,
	"decided_at" timestamp with time zone,
	"policy_id" uuid
);
--> statement-breakpoint
CREATE TABLE "review_dismissal" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"review_id" uuid NOT NULL UNIQUE,
	"change_id" uuid NOT NULL,
	"dismissed_by" text NOT NULL,
	"dismissed_by_user_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_group" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_group_org_id_name_unique" UNIQUE("org_id","name")
);
--> statement-breakpoint
CREATE INDEX "decision_change_id_decided_at_index" ON "decision" ("change_id","decided_at");--> statement-breakpoint
CREATE INDEX "decision_project_id_decided_at_index" ON "decision" ("project_id","decided_at");--> statement-breakpoint
CREATE INDEX "policy_proposal_environment_id_created_at_index" ON "policy_proposal" ("environment_id","created_at");--> statement-breakpoint
CREATE INDEX "review_dismissal_change_id_index" ON "review_dismissal" ("change_id");--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_policy_id_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id");--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_user_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "user_group"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_user_id_person_id_fkey" FOREIGN KEY ("user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "policy_proposal" ADD CONSTRAINT "policy_proposal_environment_id_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id");--> statement-breakpoint
ALTER TABLE "policy_proposal" ADD CONSTRAINT "policy_proposal_policy_id_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id");--> statement-breakpoint
ALTER TABLE "review_dismissal" ADD CONSTRAINT "review_dismissal_review_id_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id");--> statement-breakpoint
ALTER TABLE "review_dismissal" ADD CONSTRAINT "review_dismissal_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");