ALTER TABLE "reproduction" ADD COLUMN "attempt" integer DEFAULT 1;--> statement-breakpoint
ALTER TABLE "reproduction" DROP CONSTRAINT "reproduction_pkey";--> statement-breakpoint
ALTER TABLE "reproduction" ADD PRIMARY KEY ("change_id","revision","attempt");