"""The main example after a morning's work: two people, evidence, replies, a document, corrections."""

from datetime import UTC, date, datetime
from pathlib import Path

from factcheck.domain.desk import ClaimView
from factcheck.domain.evidence import Bearing, Citation, Rank, Request
from factcheck.domain.papers import Origin
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.pipeline import extract
from factcheck.text.articles import document, read_file
from factcheck.workbench import Workbench

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "fixtures" / "kim-toughest-policy.txt"
NAME = "kim-toughest-policy"
# what the agency sent, as the article does not quite have it
DISPATCH = (
    "Pyongyang, December 29 (KCNA) -- The U.S. is the most reactionary state that\nregards anti-communism as its "
    "invariable state policy. The alliance is expanding into a nuclear\nmilitary bloc for aggression. This reality "
    "clearly shows to which direction we should advance and what we should not do and how.\n"
)


def worked(database: str) -> None:
    """Bring the main example onto the desk `database`: some claims signed, some open, one merged, one struck."""
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "ben") as ben:
        ann.add(extract(read_file(ARTICLE)))
        sent = Origin(origin="https://kcna.example/20241229", published=date(2024, 12, 29))
        ann.keep_document(document(DISPATCH, id="dispatch"), sent, source="Kim Jong Un")
        _Checking(ann, ben).work()


class _Checking:
    """Ann checks, Ben signs; claims are found by their words, whatever their numbers."""

    def __init__(self, ann: Workbench, ben: Workbench) -> None:
        self._ann, self._ben = ann, ben

    def work(self) -> None:
        fell = self._claim("fell in love")
        self._judge(fell, Finding.NONE, AttributionCheck.CORRECT)
        thrice = self._claim("met Kim three times")
        self._cite(
            thrice,
            "Singapore, Hanoi and Panmunjom: a chronology",
            "https://chronology.example/trump-kim",
            rank=Rank.SECONDARY,
        )
        self._judge(thrice, Finding.CONFIRMED, sign=True)
        troops = self._claim("more than 10,000 troops")
        self._cite(
            troops,
            "Press briefing, 4 November 2024",
            "https://briefings.example/2024-11-04?transcript=1",
            archive_url="https://archive.example/20241105/briefing",
            locator="0:14:03",
            quotation="there are as many as ten thousand soldiers in the region",
            rank=Rank.PRIMARY,
        )
        self._cite(
            troops, "Statement of the intelligence service", "https://service.example/statement", independent_of=(1,)
        )
        self._judge(troops, Finding.CONFIRMED, AttributionCheck.CORRECT, sign=True)
        dead = self._claim("3,000 North Korean troops")
        self._cite(
            dead,
            "Evening address of the president, 23 December 2024",
            "https://president.example/address",
            locator="para. 4",
            quotation="the number of killed and wounded already exceeds 3,000",
            bearing=Bearing.CONTRADICTS,
            rank=Rank.PRIMARY,
        )
        self._ann.add_reply(
            dead.id,
            Request(
                person="Office of the president",
                asked=datetime(2024, 12, 29, 8, tzinfo=UTC),
                deadline=datetime(2024, 12, 29, 12, tzinfo=UTC),
                answer="He spoke of more than three thousand, killed or wounded.",
                answered=datetime(2024, 12, 29, 11, 5, tzinfo=UTC),
            ),
        )
        self._judge(
            dead,
            Finding.WRONG,
            AttributionCheck.WORDING_ALTERED,
            correction="more than 3,000 North Korean troops have been killed or wounded in Russia’s Kursk region",
            public_note="An earlier version of this article left out “more than”.",
            note="The desk in Kyiv has the recording; ask Oleh.",
            sign=True,
        )
        collapsed = self._claim("collapsed in 2019")
        self._judge(
            collapsed,
            Finding.CONFIRMED_WITH_CHANGE,
            correction="their talks broke down in Hanoi in February 2019",
            reason="agreed with the author",
        )
        vowed = self._claim("anti-U.S. policy")
        self._judge(vowed, Finding.NOT_CHECKABLE, AttributionCheck.CORRECT, reason="a vow", sign=True)
        bloc = self._claim("nuclear military bloc")
        self._judge(
            bloc,
            Finding.DISPUTED,
            AttributionCheck.CHAIN_COLLAPSED,
            reason="KCNA is the only source; the three governments deny it",
            note="Say “KCNA reported”.",
        )
        chance = self._claim("summitry is unlikely")
        self._judge(chance, Finding.UNVERIFIABLE, AttributionCheck.MISSING, note="Which experts?", sign=False)
        returned = self._claim("repeatedly blocked")
        self._ben.decide(
            returned.id, returned.review.version, Decision(state=State.RETURNED, note="How often? Name the votes.")
        )
        waiting = self._claim("could give North Korea")
        self._ann.add_reply(
            waiting.id,
            Request(
                person="Embassy, press desk",
                asked=datetime(2024, 12, 29, 8, tzinfo=UTC),
                deadline=datetime(2024, 12, 29, 9, tzinfo=UTC),
            ),
        )
        waiting = self._ann.claim(waiting.id)
        self._ann.decide(waiting.id, waiting.review.version, Decision(state=State.WAITING))
        one, two = self._claim("exchanges of fiery"), self._claim("threats of destruction")
        self._ann.merge([(one.id, one.review.version), (two.id, two.review.version)])
        date_line = self._claim("before Trump takes office")
        self._ann.reject(date_line.id, date_line.review.version)

    def _claim(self, words: str) -> ClaimView:
        return next(claim for claim in self._ann.document(NAME).claims if words in claim.quoted)

    def _cite(self, claim: ClaimView, title: str, url: str, **stated: object) -> None:
        citation = Citation(title=title, url=url, accessed=date(2024, 12, 29), **stated)  # type: ignore[arg-type]
        self._ann.add_evidence(claim.id, citation)

    def _judge(
        self,
        claim: ClaimView,
        finding: Finding,
        check: AttributionCheck | None = None,
        sign: bool = False,
        **stated: str,
    ) -> None:
        claim = self._ann.claim(claim.id)
        decided = self._ann.decide(
            claim.id,
            claim.review.version,
            Decision(finding=finding, attribution_check=check, **stated),  # type: ignore[arg-type]
        )
        if finding is Finding.NONE:
            return
        if sign or not stated.get("note"):
            decided = self._ann.decide(claim.id, decided.review.version, Decision(state=State.CHECKED))
        if sign:
            self._ben.decide(claim.id, decided.review.version, Decision(state=State.SIGNED_OFF))
