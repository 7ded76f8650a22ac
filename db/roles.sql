-- Roles of a Factcheck desk on PostgreSQL: who reads, who checks, who signs off.
--
-- Run it once as the owner of the desk's tables (who made the database and runs `factcheck db upgrade`), and again after
-- each upgrade:
--
--     factcheck db roles | psql service=desk-owner --set ON_ERROR_STOP=1
--
-- The owner needs CREATEROLE the first time. Then give people logins, and each login one of the three roles:
--
--     CREATE ROLE ann LOGIN; GRANT factcheck_checker TO ann;
--
-- factcheck_reader   sees everything, changes nothing
-- factcheck_checker  reads, and adds articles, drafts, evidence, findings, notes; cannot sign off, nor change the desk's rules
-- factcheck_editor   checks, signs off, changes the desk's rules
--
-- None of them owns a table: none can change or remove an event, switch a trigger off, or drop anything.

BEGIN;

DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['factcheck_reader', 'factcheck_checker', 'factcheck_editor'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    -- membership is the whole server's, and may have been given for another desk
    IF NOT pg_has_role('factcheck_checker', 'factcheck_reader', 'MEMBER') THEN
        GRANT factcheck_reader TO factcheck_checker;
    END IF;
    IF NOT pg_has_role('factcheck_editor', 'factcheck_checker', 'MEMBER') THEN
        GRANT factcheck_checker TO factcheck_editor;
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO factcheck_reader', current_database());
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO factcheck_reader;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, factcheck_reader, factcheck_checker, factcheck_editor;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO factcheck_reader;
GRANT INSERT ON ALL TABLES IN SCHEMA public TO factcheck_checker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_checker;
REVOKE INSERT ON alembic_version, claim_tally FROM factcheck_checker;

-- what is added once stays: texts, readings, evidence and the log. What is corrected is withdrawn and stated anew; only
-- what the program itself changes of a row may be changed by hand, and nothing but credits and settings goes
GRANT UPDATE ON claim, setting TO factcheck_checker;
GRANT UPDATE (draft, title, published) ON document TO factcheck_checker;
GRANT UPDATE (mentions, description, body_id) ON source TO factcheck_checker;
GRANT UPDATE (position, relay) ON credit TO factcheck_checker;
GRANT UPDATE (rating) ON earlier_check TO factcheck_checker;
GRANT UPDATE (withdrawn) ON source_link, evidence, evidence_document, evidence_source, check_link, reply
    TO factcheck_checker;
GRANT DELETE ON credit, setting TO factcheck_checker;

-- anybody who logs in could keep large objects; who owns the server's functions can refuse that
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION may_sign() RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT pg_has_role(session_user, 'factcheck_editor', 'MEMBER')
    OR pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'public.event'::regclass), 'MEMBER') $$;

CREATE OR REPLACE FUNCTION refuse_signing() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF public.may_sign() THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'event' THEN
        IF (NEW.field = 'state' AND NEW.after = 'signed_off') OR (NEW.field = 'signed_by' AND NEW.after <> '') THEN
            RAISE EXCEPTION 'only an editor may sign off' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state = 'signed_off' OR NEW.signed_by IS NOT NULL THEN
            RAISE EXCEPTION 'only an editor may sign off' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF NEW.signed_by IS DISTINCT FROM OLD.signed_by AND NEW.signed_by IS NOT NULL
        OR NEW.state = 'signed_off' AND ROW(NEW.state, NEW.finding, NEW.attribution_check, NEW.text, NEW.correction,
                NEW.rating, NEW.public_note, NEW.checked_by, NEW.signed_by, NEW.reason, NEW.checkable, NEW.struck)
            IS DISTINCT FROM ROW(OLD.state, OLD.finding, OLD.attribution_check, OLD.text, OLD.correction,
                OLD.rating, OLD.public_note, OLD.checked_by, OLD.signed_by, OLD.reason, OLD.checkable, OLD.struck)
        OR NEW.document_id <> OLD.document_id OR NEW.number <> OLD.number THEN
        -- neither signed, nor changed under a signature
        RAISE EXCEPTION 'only an editor may sign off' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_new_rules() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT public.may_sign()
        AND (TG_OP <> 'DELETE' AND NEW.name = 'one_person' OR TG_OP <> 'INSERT' AND OLD.name = 'one_person') THEN
        RAISE EXCEPTION 'only an editor may change the rules of the desk' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE TRIGGER claim_is_signed_by_editors BEFORE INSERT OR UPDATE ON claim
    FOR EACH ROW EXECUTE FUNCTION refuse_signing();
CREATE OR REPLACE TRIGGER event_is_signed_by_editors BEFORE INSERT ON event
    FOR EACH ROW EXECUTE FUNCTION refuse_signing();
CREATE OR REPLACE TRIGGER setting_is_ruled_by_editors BEFORE INSERT OR UPDATE OR DELETE ON setting
    FOR EACH ROW EXECUTE FUNCTION refuse_new_rules();

COMMIT;
