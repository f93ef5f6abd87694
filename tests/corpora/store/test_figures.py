"""What follows on a contact: the same customer again, and goods that go back."""

from __future__ import annotations

from datetime import datetime, timedelta

from corpora.records import Contact, Label, Turn
from corpora.store import contacts, runs
from corpora.store.figures import Followed, followed_contacts
from corpora.store.workspace import Workspace


def test_contacts_of_the_same_customer_that_come_soon_after(
    workspace: Workspace, noon: datetime
) -> None:
    told = {
        "c-1": ("ann", 0), "c-2": ("ann", 5), "c-3": ("ann", 25), "c-4": ("bob", 0),
        "c-5": ("bob", 40), "c-6": (None, 0), "c-7": (None, 1),
    }  # fmt: skip
    with workspace.writing() as db:
        contacts.put_contacts(
            db,
            [
                Contact(
                    id=name, source="desk", content_hash=name, customer_key=who,
                    opened_at=noon + timedelta(days=days),
                )
                for name, (who, days) in told.items()
            ],
            [Turn(name, 0, "customer", "Does it have a lid?") for name in told],
            noon,
        )  # fmt: skip
        run = runs.begin_run(db, "classify", noon)
        label = Label(contact_id="c-3", level="contact", stage_id="back", probability=0.9)
        runs.put_labels(db, run, [label])
        runs.finish_run(db, run, noon, {})
    with workspace.reading() as db:
        found = followed_contacts(db, [*told, "c-none"], ["back"], again_days=14, return_days=30)
        without = followed_contacts(db, ["c-1"], [], again_days=14, return_days=30)
    assert found == {
        "c-1": Followed(again=True, returned=True),
        "c-2": Followed(again=False, returned=True),
        "c-3": Followed(again=False, returned=False),
        "c-4": Followed(again=False, returned=False),
        "c-5": Followed(again=False, returned=False),
    }
    assert without == {"c-1": Followed(again=True, returned=False)}
