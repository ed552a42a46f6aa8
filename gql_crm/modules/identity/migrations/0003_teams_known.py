"""Changes of who is in which team, and of which teams lie below others, raise `access_version`: it tells for how
long the teams are known that an actor came with.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

OF_MEMBERS = """
CREATE TRIGGER record_reference_member_{name} AFTER {event} ON record_reference FOR EACH ROW
WHEN ({row}.field_id = 'identity:User.teams')
EXECUTE FUNCTION gql_crm_access_changed()
"""
OF_NEW_TEAMS = """
CREATE TRIGGER identity_team_added AFTER INSERT ON identity_team FOR EACH ROW
WHEN (NEW.parent_id IS NOT NULL)
EXECUTE FUNCTION gql_crm_access_changed()
"""
OF_TEAMS = """
CREATE TRIGGER identity_team_moved AFTER UPDATE ON identity_team FOR EACH ROW
WHEN ((OLD.parent_id, OLD.deleted_at) IS DISTINCT FROM (NEW.parent_id, NEW.deleted_at))
EXECUTE FUNCTION gql_crm_access_changed()
"""
OF_DELETED_TEAMS = """
CREATE TRIGGER identity_team_removed AFTER DELETE ON identity_team FOR EACH ROW
EXECUTE FUNCTION gql_crm_access_changed()
"""


def of_members(name: str, event: str, row: str) -> RunSQL:
    return RunSQL(
        OF_MEMBERS.format(name=name, event=event, row=row),
        f"DROP TRIGGER record_reference_member_{name} ON record_reference",
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_access_version")]

    operations = [
        of_members("added", "INSERT", "NEW"),
        of_members("moved", "UPDATE", "NEW"),
        of_members("removed", "DELETE", "OLD"),
        RunSQL(OF_NEW_TEAMS, "DROP TRIGGER identity_team_added ON identity_team"),
        RunSQL(OF_TEAMS, "DROP TRIGGER identity_team_moved ON identity_team"),
        RunSQL(OF_DELETED_TEAMS, "DROP TRIGGER identity_team_removed ON identity_team"),
    ]
