-- Contributors grow over all revisions and never shrink: a rule that the database keeps as well.
CREATE FUNCTION refuse_shrinking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'contributors are only ever added: % refused', TG_OP;
END $$;
--> statement-breakpoint
CREATE TRIGGER contributor_only_grows BEFORE UPDATE OR DELETE ON contributor FOR EACH ROW EXECUTE FUNCTION refuse_shrinking();
