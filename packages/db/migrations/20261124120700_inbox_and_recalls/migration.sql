CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"sentence" text NOT NULL,
	"because" text NOT NULL,
	"link" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recall" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"name" text NOT NULL,
	"reason" text NOT NULL,
	"made_by" text NOT NULL,
	"made_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" text,
	"lifted_reason" text
);
--> statement-breakpoint
CREATE TABLE "recall_item" (
	"recall_id" uuid,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text,
	"subject_id" uuid,
	"via" text NOT NULL,
	"dismissed_reason" text,
	"dismissed_by" text,
	"dismissed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recall_item_pkey" PRIMARY KEY("recall_id","kind","subject_id")
);
--> statement-breakpoint
CREATE INDEX "notification_user_id_org_id_created_at_index" ON "notification" ("user_id","org_id","created_at");--> statement-breakpoint
CREATE INDEX "notification_subject_id_index" ON "notification" ("subject_id");--> statement-breakpoint
CREATE INDEX "recall_project_id_index" ON "recall" ("project_id");--> statement-breakpoint
CREATE INDEX "recall_subject_id_index" ON "recall" ("subject_id");--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_user_id_person_id_fkey" FOREIGN KEY ("user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "recall_item" ADD CONSTRAINT "recall_item_recall_id_recall_id_fkey" FOREIGN KEY ("recall_id") REFERENCES "recall"("id");