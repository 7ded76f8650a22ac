"""Forms that somebody began and did not finish: what was typed waits in the database until it is stored or dropped."""

import json
from collections.abc import Mapping

from sqlalchemy import select

from db.models import SettingRow
from factcheck.workbench import storing
from factcheck.workbench.connection import Connection


class UnfinishedCases(Connection):
    """Each reviewer's own; no event, for nothing is decided by them."""

    def unfinished(self, form: str) -> dict[str, str]:
        """What this reviewer has typed into `form` so far, by the names of its fields; empty where nothing waits."""
        with self._reading() as session:
            row = session.get(SettingRow, self._form(form))
            return {} if row is None else {str(name): str(text) for name, text in json.loads(row.value).items()}

    def all_unfinished(self) -> dict[str, dict[str, str]]:
        """Every form in which something of this reviewer's waits, with what was typed into it."""
        prefix = self._form("")
        with self._reading() as session:
            rows = session.scalars(select(SettingRow).where(SettingRow.name.startswith(prefix, autoescape=True)))
            return {row.name.removeprefix(prefix): json.loads(row.value) for row in rows}

    def keep_unfinished(self, form: str, typed: Mapping[str, str]) -> None:
        """Keep what was typed into `form`; nothing typed lets it go."""
        storing.refuse_unstorable(*typed.values())
        with self._writing() as session:
            if typed:
                session.merge(SettingRow(name=self._form(form), value=json.dumps(dict(typed), ensure_ascii=False)))
            elif (row := session.get(SettingRow, self._form(form))) is not None:
                session.delete(row)

    def _form(self, form: str) -> str:
        return f"unfinished by {self._reviewer}: {form}"
