CREATE TABLE "agent" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"boot_id" text NOT NULL,
	"devices" jsonb NOT NULL,
	"isolation" text NOT NULL,
	"slots" integer NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "anonymous_refusal" (
	"minute_ms" bigint,
	"cause" text,
	"count" integer NOT NULL,
	CONSTRAINT "anonymous_refusal_pkey" PRIMARY KEY("minute_ms","cause")
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"key_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"project_ids" jsonb,
	"owner_user_id" uuid,
	"service_account_id" uuid,
	"scopes" text[] NOT NULL,
	"run_id" uuid,
	"run_project_id" uuid,
	"run_model_name" text,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "artifact" (
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"owner_id" uuid,
	"owner_kind" text NOT NULL,
	"path" text,
	"sha256" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "artifact_pkey" PRIMARY KEY("owner_id","path")
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"phase" text,
	"agent_id" text,
	"lease_token" bigint,
	"lease_expires_at" timestamp with time zone,
	"pid" integer,
	"spawned" integer DEFAULT 0 NOT NULL,
	"exit_code" integer,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "attempt_run_id_number_unique" UNIQUE("run_id","number")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"org_id" uuid PRIMARY KEY,
	"n" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"org_id" uuid,
	"n" bigint,
	"id" uuid NOT NULL,
	"entry" bytea NOT NULL,
	"leaf" text NOT NULL,
	"hash" text NOT NULL,
	"at_ms" bigint NOT NULL,
	"action" text NOT NULL,
	"actor" text NOT NULL,
	"actor_id" text,
	"target_kind" text NOT NULL,
	"target_id" text NOT NULL,
	"project_id" uuid,
	"decision" text NOT NULL,
	CONSTRAINT "audit_log_pkey" PRIMARY KEY("org_id","n")
);
--> statement-breakpoint
CREATE TABLE "audit_outbox" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"entry" bytea NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	"author" text NOT NULL,
	"author_user_id" uuid,
	"author_service_account_id" uuid,
	"revision" integer NOT NULL,
	"closed_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "change_project_id_number_unique" UNIQUE("project_id","number")
);
--> statement-breakpoint
CREATE TABLE "change_entry" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"sentence" text NOT NULL,
	"data" jsonb DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contributor" (
	"change_id" uuid,
	"user_id" uuid,
	"because" text,
	CONSTRAINT "contributor_pkey" PRIMARY KEY("change_id","user_id","because")
);
--> statement-breakpoint
CREATE TABLE "dataset" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"expectations" jsonb,
	"next_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dataset_project_id_name_unique" UNIQUE("project_id","name")
);
--> statement-breakpoint
CREATE TABLE "dataset_version" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"format" text NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"row_count" bigint NOT NULL,
	"schema" jsonb NOT NULL,
	"profile" jsonb NOT NULL,
	"expectations" jsonb,
	"period" text,
	"created_by" text NOT NULL,
	"created_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dataset_version_dataset_id_version_unique" UNIQUE("dataset_id","version"),
	CONSTRAINT "dataset_version_dataset_id_digest_unique" UNIQUE("dataset_id","digest")
);
--> statement-breakpoint
CREATE TABLE "dirty_window" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"window" text NOT NULL,
	"since_ms" bigint NOT NULL,
	CONSTRAINT "dirty_window_endpoint_id_window_unique" UNIQUE("endpoint_id","window")
);
--> statement-breakpoint
CREATE TABLE "drift_result" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"monitor_run_id" uuid NOT NULL,
	"column" text NOT NULL,
	"test" text NOT NULL,
	"statistic" double precision NOT NULL,
	"p" double precision NOT NULL,
	"p_adjusted" double precision NOT NULL,
	"effect" double precision NOT NULL,
	"effect_name" text NOT NULL,
	"margin" double precision NOT NULL,
	"drifted" boolean NOT NULL,
	"bins" jsonb NOT NULL,
	CONSTRAINT "drift_result_monitor_run_id_column_unique" UNIQUE("monitor_run_id","column")
);
--> statement-breakpoint
CREATE TABLE "endpoint" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"name" text NOT NULL,
	"model_id" uuid NOT NULL,
	"config" jsonb NOT NULL,
	"retrain" jsonb,
	"champion_version_id" uuid,
	"previous_version_id" uuid,
	"held_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "endpoint_project_id_name_unique" UNIQUE("project_id","name")
);
--> statement-breakpoint
CREATE TABLE "environment" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "environment_project_id_name_unique" UNIQUE("project_id","name")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid,
	"channel" text NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"seq" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_channel" (
	"channel" text PRIMARY KEY,
	"last_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "experiment" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"lifecycle_stage" text DEFAULT 'active' NOT NULL,
	"tags" jsonb DEFAULT '{}' NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	CONSTRAINT "experiment_project_id_number_unique" UNIQUE("project_id","number"),
	CONSTRAINT "experiment_project_id_name_unique" UNIQUE("project_id","name")
);
--> statement-breakpoint
CREATE TABLE "gate_result" (
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid,
	"revision" integer,
	"gate" text,
	"status" text NOT NULL,
	"title" text NOT NULL,
	"sentence" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gate_result_pkey" PRIMARY KEY("change_id","revision","gate")
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"key" text NOT NULL,
	"body_digest" text NOT NULL,
	"status" integer NOT NULL,
	"answer" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_org_id_key_unique" UNIQUE("org_id","key")
);
--> statement-breakpoint
CREATE TABLE "instance_fact" (
	"key" text PRIMARY KEY,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "label" (
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"endpoint_id" uuid,
	"prediction_id" text,
	"value" double precision NOT NULL,
	"correction" integer DEFAULT 0,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "label_pkey" PRIMARY KEY("endpoint_id","prediction_id","correction")
);
--> statement-breakpoint
CREATE TABLE "logged_model" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"experiment_id" uuid NOT NULL,
	"name" text NOT NULL,
	"model_type" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"source_run_id" uuid,
	"params" jsonb DEFAULT '{}' NOT NULL,
	"tags" jsonb DEFAULT '{}' NOT NULL,
	"frozen_at" timestamp with time zone,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_org_id_user_id_unique" UNIQUE("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "metric_latest" (
	"run_id" uuid,
	"key" text,
	"step" bigint NOT NULL,
	"timestamp_ms" bigint NOT NULL,
	"value" double precision NOT NULL,
	"is_nan" boolean DEFAULT false NOT NULL,
	CONSTRAINT "metric_latest_pkey" PRIMARY KEY("run_id","key")
);
--> statement-breakpoint
CREATE TABLE "metric_point" (
	"run_id" uuid,
	"key" text,
	"step" bigint,
	"timestamp_ms" bigint,
	"value" double precision,
	"is_nan" boolean DEFAULT false,
	"attempt" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "metric_point_pkey" PRIMARY KEY("run_id","key","step","timestamp_ms","value","is_nan")
);
--> statement-breakpoint
CREATE TABLE "model_alias" (
	"model_id" uuid,
	"alias" text,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_alias_pkey" PRIMARY KEY("model_id","alias")
);
--> statement-breakpoint
CREATE TABLE "model_version" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"run_id" uuid,
	"logged_model_id" uuid,
	"status" text DEFAULT 'READY' NOT NULL,
	"stage" text DEFAULT 'None' NOT NULL,
	"tags" jsonb DEFAULT '{}' NOT NULL,
	"files" jsonb NOT NULL,
	"files_digest" text NOT NULL,
	"data_digest" text NOT NULL,
	"signature" jsonb,
	"flavors" text[] NOT NULL,
	"lineage" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_by_user_id" uuid,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	CONSTRAINT "model_version_model_id_version_unique" UNIQUE("model_id","version")
);
--> statement-breakpoint
CREATE TABLE "monitor_run" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"window" text NOT NULL,
	"model_version_id" uuid NOT NULL,
	"reference_dataset_version_id" uuid,
	"predictions" integer NOT NULL,
	"labelled" integer NOT NULL,
	"error" double precision,
	"reference_error" double precision,
	"decayed" boolean NOT NULL,
	"drifted_columns" integer NOT NULL,
	"summary" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "monitor_run_endpoint_id_window_model_version_id_predictions_labelled_unique" UNIQUE("endpoint_id","window","model_version_id","predictions","labelled")
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" uuid PRIMARY KEY,
	"slug" text NOT NULL UNIQUE,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY,
	"email" text NOT NULL UNIQUE,
	"name" text NOT NULL,
	"password_hash" text,
	"seeded" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"digest" text NOT NULL,
	"created_by" text NOT NULL,
	"created_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_environment_id_version_unique" UNIQUE("environment_id","version")
);
--> statement-breakpoint
CREATE TABLE "prediction" (
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"endpoint_id" uuid,
	"id" text,
	"model_version_id" uuid,
	"rollout_id" uuid,
	"step_key" text,
	"shadow" boolean NOT NULL,
	"at_ms" bigint NOT NULL,
	"event_time_ms" bigint NOT NULL,
	"inputs" jsonb NOT NULL,
	"output" double precision,
	"error" text,
	"latency_ms" double precision NOT NULL,
	CONSTRAINT "prediction_pkey" PRIMARY KEY("endpoint_id","id","model_version_id")
);
--> statement-breakpoint
CREATE TABLE "process_command" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"process" text NOT NULL,
	"workflow_id" text NOT NULL,
	"args" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "process_step" (
	"key" text PRIMARY KEY,
	"result" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"next_experiment" integer DEFAULT 1 NOT NULL,
	"next_change" integer DEFAULT 1 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_org_id_slug_unique" UNIQUE("org_id","slug")
);
--> statement-breakpoint
CREATE TABLE "registered_model" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"tags" jsonb DEFAULT '{}' NOT NULL,
	"next_version" integer DEFAULT 1 NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	CONSTRAINT "registered_model_project_id_name_unique" UNIQUE("project_id","name")
);
--> statement-breakpoint
CREATE TABLE "retrain_trigger" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"cause" text NOT NULL UNIQUE,
	"window" text NOT NULL,
	"kind" text NOT NULL,
	"sentence" text NOT NULL,
	"state" text NOT NULL,
	"run_id" uuid,
	"change_id" uuid,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "review" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"subject_digest" text NOT NULL,
	"policy_digest" text NOT NULL,
	"reviewer_user_id" uuid,
	"reviewer" text NOT NULL,
	"role" text NOT NULL,
	"verdict" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"model_version_id" uuid NOT NULL,
	"base_model_version_id" uuid,
	"holdout_dataset_version_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"manifest" jsonb NOT NULL,
	"digest" text NOT NULL,
	"evaluation" text DEFAULT 'pending' NOT NULL,
	"evaluation_error" text,
	"comparison" jsonb,
	"comparison_digest" text,
	"created_by" text NOT NULL,
	"created_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revision_change_id_number_unique" UNIQUE("change_id","number")
);
--> statement-breakpoint
CREATE TABLE "rollout" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"change_id" uuid,
	"endpoint_id" uuid NOT NULL,
	"from_version_id" uuid,
	"to_version_id" uuid NOT NULL,
	"plan" jsonb NOT NULL,
	"state" text NOT NULL,
	"step_index" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"requested" text,
	"requested_reason" text,
	"requested_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rollout_step" (
	"rollout_id" uuid,
	"index" integer,
	"name" text NOT NULL,
	"weight" integer NOT NULL,
	"shadow" boolean NOT NULL,
	"state" text NOT NULL,
	"route_seq" bigint,
	"acknowledged_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"judgement" jsonb,
	"readings" jsonb DEFAULT '[]' NOT NULL,
	CONSTRAINT "rollout_step_pkey" PRIMARY KEY("rollout_id","index")
);
--> statement-breakpoint
CREATE TABLE "route" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "route_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"entries" jsonb NOT NULL,
	"step_key" text NOT NULL UNIQUE,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"experiment_id" uuid NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"lifecycle_stage" text DEFAULT 'active' NOT NULL,
	"user_label" text DEFAULT '' NOT NULL,
	"started_at_ms" bigint,
	"ended_at_ms" bigint,
	"started_by" text NOT NULL,
	"started_by_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_input" (
	"id" uuid PRIMARY KEY,
	"run_id" uuid NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"source_type" text DEFAULT '' NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"schema" text,
	"profile" text,
	"tags" jsonb DEFAULT '{}' NOT NULL,
	"dataset_version_id" uuid,
	CONSTRAINT "run_input_run_id_name_digest_unique" UNIQUE("run_id","name","digest")
);
--> statement-breakpoint
CREATE TABLE "run_log" (
	"run_id" uuid,
	"attempt" integer,
	"stream" text,
	"offset" bigint,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_log_pkey" PRIMARY KEY("run_id","attempt","stream","offset")
);
--> statement-breakpoint
CREATE TABLE "run_output" (
	"run_id" uuid,
	"logged_model_id" uuid,
	"step" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "run_output_pkey" PRIMARY KEY("run_id","logged_model_id")
);
--> statement-breakpoint
CREATE TABLE "run_param" (
	"run_id" uuid,
	"key" text,
	"value" text NOT NULL,
	CONSTRAINT "run_param_pkey" PRIMARY KEY("run_id","key")
);
--> statement-breakpoint
CREATE TABLE "run_tag" (
	"run_id" uuid,
	"key" text,
	"value" text NOT NULL,
	CONSTRAINT "run_tag_pkey" PRIMARY KEY("run_id","key")
);
--> statement-breakpoint
CREATE TABLE "service_account" (
	"id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"name" text NOT NULL,
	"owner_user_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "service_account_org_id_name_unique" UNIQUE("org_id","name")
);
--> statement-breakpoint
CREATE TABLE "serving_server" (
	"id" text PRIMARY KEY,
	"seq" bigint NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"user_agent" text,
	"ip" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_link" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"secret_hash" text NOT NULL UNIQUE,
	"expires_at" timestamp with time zone NOT NULL,
	"consumed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training" (
	"run_id" uuid PRIMARY KEY,
	"org_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"template" text NOT NULL,
	"code_digest" text NOT NULL,
	"lock_digest" text NOT NULL,
	"files" jsonb NOT NULL,
	"parameters" jsonb NOT NULL,
	"datasets" jsonb NOT NULL,
	"model_name" text,
	"max_runtime_ms" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"cancel_requested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "api_token_key_id_index" ON "api_token" ("key_id");--> statement-breakpoint
CREATE INDEX "api_token_org_id_index" ON "api_token" ("org_id");--> statement-breakpoint
CREATE INDEX "api_token_run_id_index" ON "api_token" ("run_id");--> statement-breakpoint
CREATE INDEX "artifact_project_id_index" ON "artifact" ("project_id");--> statement-breakpoint
CREATE INDEX "attempt_state_index" ON "attempt" ("state");--> statement-breakpoint
CREATE INDEX "audit_log_org_id_at_ms_index" ON "audit_log" ("org_id","at_ms");--> statement-breakpoint
CREATE INDEX "audit_log_org_id_target_id_index" ON "audit_log" ("org_id","target_id");--> statement-breakpoint
CREATE INDEX "audit_outbox_org_id_index" ON "audit_outbox" ("org_id");--> statement-breakpoint
CREATE INDEX "change_endpoint_id_index" ON "change" ("endpoint_id");--> statement-breakpoint
CREATE INDEX "change_entry_change_id_created_at_index" ON "change_entry" ("change_id","created_at");--> statement-breakpoint
CREATE INDEX "dataset_version_project_id_index" ON "dataset_version" ("project_id");--> statement-breakpoint
CREATE INDEX "event_unnumbered" ON "event" ("created_at") WHERE seq is null;--> statement-breakpoint
CREATE INDEX "event_channel_seq_index" ON "event" ("channel","seq");--> statement-breakpoint
CREATE INDEX "logged_model_project_id_index" ON "logged_model" ("project_id");--> statement-breakpoint
CREATE INDEX "logged_model_source_run_id_index" ON "logged_model" ("source_run_id");--> statement-breakpoint
CREATE INDEX "membership_user_id_index" ON "membership" ("user_id");--> statement-breakpoint
CREATE INDEX "model_version_project_id_index" ON "model_version" ("project_id");--> statement-breakpoint
CREATE INDEX "policy_project_id_index" ON "policy" ("project_id");--> statement-breakpoint
CREATE INDEX "prediction_endpoint_id_event_time_ms_index" ON "prediction" ("endpoint_id","event_time_ms");--> statement-breakpoint
CREATE INDEX "prediction_rollout_id_step_key_index" ON "prediction" ("rollout_id","step_key");--> statement-breakpoint
CREATE INDEX "process_command_not_before_index" ON "process_command" ("not_before");--> statement-breakpoint
CREATE INDEX "retrain_trigger_endpoint_id_index" ON "retrain_trigger" ("endpoint_id");--> statement-breakpoint
CREATE INDEX "review_change_id_index" ON "review" ("change_id");--> statement-breakpoint
CREATE INDEX "rollout_endpoint_id_index" ON "rollout" ("endpoint_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rollout_one_open_per_endpoint" ON "rollout" ("endpoint_id") WHERE state in ('running', 'paused');--> statement-breakpoint
CREATE INDEX "route_endpoint_id_seq_index" ON "route" ("endpoint_id","seq");--> statement-breakpoint
CREATE INDEX "run_project_id_started_at_ms_index" ON "run" ("project_id","started_at_ms");--> statement-breakpoint
CREATE INDEX "run_experiment_id_index" ON "run" ("experiment_id");--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "session" ("user_id");--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_owner_user_id_person_id_fkey" FOREIGN KEY ("owner_user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_service_account_id_service_account_id_fkey" FOREIGN KEY ("service_account_id") REFERENCES "service_account"("id");--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");--> statement-breakpoint
ALTER TABLE "change" ADD CONSTRAINT "change_endpoint_id_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id");--> statement-breakpoint
ALTER TABLE "change_entry" ADD CONSTRAINT "change_entry_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "contributor" ADD CONSTRAINT "contributor_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "dataset_version" ADD CONSTRAINT "dataset_version_dataset_id_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id");--> statement-breakpoint
ALTER TABLE "drift_result" ADD CONSTRAINT "drift_result_monitor_run_id_monitor_run_id_fkey" FOREIGN KEY ("monitor_run_id") REFERENCES "monitor_run"("id");--> statement-breakpoint
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_environment_id_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id");--> statement-breakpoint
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_model_id_registered_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "registered_model"("id");--> statement-breakpoint
ALTER TABLE "gate_result" ADD CONSTRAINT "gate_result_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_org_id_organization_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organization"("id");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_person_id_fkey" FOREIGN KEY ("user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "metric_latest" ADD CONSTRAINT "metric_latest_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");--> statement-breakpoint
ALTER TABLE "metric_point" ADD CONSTRAINT "metric_point_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");--> statement-breakpoint
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_model_id_registered_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "registered_model"("id");--> statement-breakpoint
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_model_id_registered_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "registered_model"("id");--> statement-breakpoint
ALTER TABLE "monitor_run" ADD CONSTRAINT "monitor_run_endpoint_id_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id");--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_environment_id_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id");--> statement-breakpoint
ALTER TABLE "retrain_trigger" ADD CONSTRAINT "retrain_trigger_endpoint_id_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id");--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_change_id_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id");--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_policy_id_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id");--> statement-breakpoint
ALTER TABLE "rollout" ADD CONSTRAINT "rollout_endpoint_id_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id");--> statement-breakpoint
ALTER TABLE "rollout_step" ADD CONSTRAINT "rollout_step_rollout_id_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id");--> statement-breakpoint
ALTER TABLE "route" ADD CONSTRAINT "route_endpoint_id_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id");--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_experiment_id_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id");--> statement-breakpoint
ALTER TABLE "run_input" ADD CONSTRAINT "run_input_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");--> statement-breakpoint
ALTER TABLE "run_log" ADD CONSTRAINT "run_log_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");--> statement-breakpoint
ALTER TABLE "run_param" ADD CONSTRAINT "run_param_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");--> statement-breakpoint
ALTER TABLE "run_tag" ADD CONSTRAINT "run_tag_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");--> statement-breakpoint
ALTER TABLE "service_account" ADD CONSTRAINT "service_account_owner_user_id_person_id_fkey" FOREIGN KEY ("owner_user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_person_id_fkey" FOREIGN KEY ("user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_user_id_person_id_fkey" FOREIGN KEY ("user_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "training" ADD CONSTRAINT "training_run_id_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id");