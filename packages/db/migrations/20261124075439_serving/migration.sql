CREATE TABLE "serving_change" (
	"seq" bigint PRIMARY KEY,
	"cause" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "prediction_endpoint_id_at_ms_index" ON "prediction" ("endpoint_id","at_ms");