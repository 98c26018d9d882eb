"""What a rule page is. One page holds a rule's meaning, its check, its rows and its examples.

The check is the law and reads a plan in dates, minutes and people. The rows serve it: for every plan the
rows' amount equals the check's (the contract test holds every page to this, in both directions).
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar, Generic, TypeVar

from pydantic import Field

from edusched.compile.options import Options
from edusched.compile.problem import ColumnFilter, PairFilter, Problem
from edusched.compile.rows import Row
from edusched.domain.base import Grade, Id, Model
from edusched.domain.instance import Instance
from edusched.domain.people import Engagement, Instructor
from edusched.domain.policy import Clause, Enforcement, Mode, Objective, Waiver
from edusched.domain.result import Violation
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

HARD = Enforcement(mode=Mode.HARD)
OWED = Enforcement(mode=Mode.OBLIGATION, level=Objective.OBLIGATIONS)
COST = Enforcement(mode=Mode.SOFT, level=Objective.COST)

ANY_MODE = (Mode.HARD, Mode.OBLIGATION, Mode.SOFT, Mode.OFF)
PRICE_ONLY = (Mode.SOFT, Mode.OFF)


class RuleParameters(Model):
    """Base of every rule's parameters."""


class InstructorSelector(Model):
    """Which instructors are meant; conditions given together must all hold; none given means all."""

    ids: tuple[Id, ...] | None = None
    libraries: tuple[Id, ...] | None = None
    engagements: tuple[Engagement, ...] | None = Field(default=None, strict=False)
    sources: tuple[Id, ...] | None = None
    competences: dict[Id, Grade] | None = Field(
        default=None, description="Only instructors who hold each of these at this grade or above."
    )

    def __contains__(self, person: object) -> bool:
        """Tell whether an instructor is meant."""
        return (
            isinstance(person, Instructor)
            and (self.ids is None or person.id in self.ids)
            and (self.libraries is None or person.library in self.libraries)
            and (self.engagements is None or person.engagement in self.engagements)
            and (self.sources is None or person.source in self.sources)
            and all(person.competences.get(k, 0) >= grade for k, grade in (self.competences or {}).items())
        )


P = TypeVar("P", bound=RuleParameters)


class Rule(ABC, Generic[P]):
    """Base of every rule page.

    Class attributes
    ----------------
    parameters_type : model of the rule's parameters
    id : name of the page in the catalogue
    title : one line in a planner's words
    unit : unit of the amounts
    default : how the rule binds unless the policy says otherwise
    always : part of every standard policy without an entry
    modes : modes that make sense
    needs_tours : reads the tours of mobile units
    waivable : every violation is about somebody, and is a matter of rows and not of filters
    spans : counts over sessions that need not share a person, a place, a programme or an organisation; large
        instances are planned in parts, and no part alone can answer for it
    adds_up : what parts of the sessions are off by themselves, none knowing of the others, adds up to no more
        than what all are off together, where no programme or tour is cut; so parts bound the whole
    by_programme : judges programmes one by one; its parameter ``programmes`` says which (None: all)
    """

    id: ClassVar[str]
    title: ClassVar[str]
    unit: ClassVar[str]
    default: ClassVar[Enforcement] = HARD
    always: ClassVar[bool] = False
    modes: ClassVar[tuple[Mode, ...]] = ANY_MODE
    needs_tours: bool = False
    waivable: ClassVar[bool] = False
    spans: ClassVar[bool] = False
    adds_up: ClassVar[bool] = False
    by_programme: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = ()

    parameters_type: ClassVar[type[RuleParameters]] = RuleParameters

    def __init__(
        self,
        name: str,
        parameters: P,
        enforcement: Enforcement,
        clause: Clause | None = None,
        waivers: tuple[Waiver, ...] = (),
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.enforcement = enforcement
        self.clause = clause
        self.waived = {waiver.subject: waiver.reason for waiver in waivers}

    def applies(self, instance: Instance) -> bool:  # noqa: ARG002 - most rules always apply
        """Tell whether the rule can matter for an instance; where not it has no rows and no violations."""
        return True

    def quotas(self, instance: Instance, person: Instructor, region: str | None) -> Iterable[str]:  # noqa: ARG002
        """Return the quotas an instructor draws on by teaching in a region (None: on a platform).

        A quota is so many minutes a year for all sessions together; large instances are planned in parts,
        each beside what the others have drawn.
        """
        return ()

    @property
    def quota_minutes(self) -> int:
        """Most minutes drawn from each quota in a year."""
        return 0

    @abstractmethod
    def check(self, facts: Facts) -> Iterator[Violation]:
        """Yield every violation of the rule in a plan."""

    def option_filters(self, options: Options) -> Iterable[PairFilter]:  # noqa: ARG002 - optional
        """Yield options that break the rule on their own."""
        return ()

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:  # noqa: ARG002 - optional
        """Yield columns that break the rule on their own."""
        return ()

    def rows(self, problem: Problem) -> Iterable[Row]:  # noqa: ARG002 - optional
        """Yield the rows of the rule."""
        return ()

    def violation(self, subject: tuple[str, ...], amount: int, *witness: str) -> Violation:
        """Return a violation of this rule."""
        return Violation(self.name, subject, amount, self.unit, witness, self.enforcement.mode)
