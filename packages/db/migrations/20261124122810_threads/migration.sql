CREATE TABLE "opened_diff" (
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid,
	"revision" integer,
	"user_id" uuid,
	"tab" text,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "opened_diff_pkey" PRIMARY KEY("change_id","revision","user_id","tab")
);
--> statement-breakpoint
CREATE TABLE "thread" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"anchor" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text
);
--> statement-breakpoint
CREATE TABLE "thread_comment" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"thread_id" uuid NOT NULL,
	"author" text NOT NULL,
	"author_user_id" uuid,
	"body" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "thread_comment_version" (
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"comment_id" uuid,
	"version" integer,
	"body" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "thread_comment_version_pkey" PRIMARY KEY("comment_id","version")
);
--> statement-breakpoint
CREATE INDEX "thread_change_id_index" ON "thread" ("change_id");--> statement-breakpoint
CREATE INDEX "thread_comment_thread_id_index" ON "thread_comment" ("thread_id");--> statement-breakpoint
ALTER TABLE "opened_diff" ADD CONSTRAINT "opened_diff_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "thread" ADD CONSTRAINT "thread_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "thread_comment" ADD CONSTRAINT "thread_comment_thread_id_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id");--> statement-breakpoint
ALTER TABLE "thread_comment_version" ADD CONSTRAINT "thread_comment_version_comment_id_thread_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "thread_comment"("id");