-- A vote is never changed: taking it back, or another verdict, is another row. Only a name, words and an address may go, when a person is erased.
CREATE FUNCTION refuse_changed_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'votes are only ever added: % refused', TG_OP;
END $$;
--> statement-breakpoint
CREATE TRIGGER review_is_kept BEFORE DELETE OR UPDATE OF id, org_id, project_id, change_id, revision, subject_digest, policy_digest,
  comparison_digest, reviewer_user_id, role, verdict, auth_at, auth_strength, for_user_id, created_at
  ON review FOR EACH ROW EXECUTE FUNCTION refuse_changed_vote();
