"""Why something is said: the sentence, what it rests on, and the rule that led to it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of what an assessment says; `part["name"]` reads as in its JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def __getitem__(self, name: str) -> object:
        """A field by the name that it has in JSON."""
        for own, field in type(self).model_fields.items():
            if name in {own, field.alias}:
                return getattr(self, own)
        raise KeyError(name)


class Evidence(Part):
    """An item of the record that something rests on, and the words that tell it.

    What a data set ships has no words: then only the item and its day are told.
    """

    item: str = Field(description="The id of a contact or a move.")
    kind: str = Field(description="`contact` or `move`.")
    date: str | None = Field(default=None, description="As the record has it.")
    about: str = Field(description="What it is, in a few words.")
    document: str | None = Field(default=None, description="The key of the document that tells it.")
    outlet: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Why(Part):
    """Why something is said."""

    sentence: str
    rule: str = Field(description="The rule in words; `docs/how-it-decides.md` has the formulas.")
    evidence: list[Evidence] = []
