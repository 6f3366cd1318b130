"""Whether an act has reached into what another partner owns."""

from taggit.models import Tag
from wagtail.models import Collection, Page, Revision, TaskState, Workflow, WorkflowState

from learning.models import Enrolment, Learner, Sharing
from pages.models import SiteDocument, SiteImage
from partners.models import (
    Brand,
    ContactReport,
    Membership,
    Partner,
    PartnerSettings,
    StaffInvitation,
    SupportContact,
)
from partners.queries.references import references_of
from partners.rules import Who
from partners.rules.references import references_refused

from .expect import place_of_all
from .fill import Case
from .people import Person
from .world import World

OF_PARTNER = (Brand, Membership, PartnerSettings, StaffInvitation, SupportContact, Enrolment, Sharing)


class Touch:
    """Compares with how Birch was in the beginning."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.before = self._picture()

    def changed(self, person: Person, case: Case) -> set[str]:
        if person.home == "birch" or person.is_operator or person.learner_of == "birch":
            return set()
        found = set()
        if not place_of_all(person, case):
            now = self._picture()
            found = {f"{what} of birch" for what, rows in self.before.items() if rows != now[what]}
            if case.entry and case.entry.who is Who.EVERYBODY:
                # Everybody may learn anywhere, and say that a number did not work.
                found -= {f"{what} of birch" for what in ("enrolment", "sharing", "reports")}
        # Tags would be seen by all: nobody can give any.
        found |= {"tags of all partners"} if Tag.objects.exists() else set()
        return found | self._pointing(person)

    def _picture(self) -> dict[str, list]:
        """Rows of everything Birch owns, past every manager."""
        birch = self.world.owners["birch"]
        partner = birch.partner
        tree = Page.objects.filter(path__startswith=birch.section.path)
        pages = list(tree.order_by("pk").values_list("pk", "path", "title", "live", "latest_revision_id"))
        ids = [str(row[0]) for row in pages]
        own = list(Collection.objects.filter(pk__in=birch.things["collection"]).values_list("pk", flat=True))
        states = WorkflowState.objects.filter(object_id__in=ids)
        found = {
            "pages": pages,
            "revisions": list(Revision.objects.filter(object_id__in=ids).order_by("pk").values_list("pk")),
            "workflows": list(
                Workflow.objects.filter(pk__in=birch.things["workflow"]).values_list("name", "active")
            ),
            "workflow states": list(states.order_by("pk").values_list("pk", "status")),
            "task states": list(
                TaskState.objects.filter(workflow_state__in=states).order_by("pk").values_list("pk", "status")
            ),
            "collections": list(Collection.objects.filter(pk__in=own).values_list("pk", "name", "path")),
            "partner": list(Partner.objects.filter(pk=partner.pk).values()),
            "reports": list(
                ContactReport.objects.filter(contact__partner=partner, settled_at__isnull=False).values_list(
                    "pk"
                )
            ),
        }
        for model in (SiteImage, SiteDocument):
            rows = model._base_manager.filter(collection_id__in=own).order_by("pk")
            found[model._meta.model_name] = list(rows.values_list("pk", "title", "file", "collection_id"))
        for model in OF_PARTNER:
            rows = model._base_manager.filter(partner=partner).order_by("pk")
            found[model._meta.model_name] = list(rows.values())
        learners = Learner._base_manager.filter(public_id__in=birch.things["learner_id"])
        found["learner"] = list(learners.values("name", "user_id"))
        return found

    def _pointing(self, person: Person) -> set[str]:
        """Things of another partner that a page of this person's own partner points to now."""
        if not person.home:
            return set()
        owner = self.world.owners[person.home]
        found = set()
        drafts = Page.objects.filter(path__startswith=owner.section.path, latest_revision__isnull=False)
        for page in drafts.select_related("latest_revision", "content_type"):
            references = references_of(page.latest_revision.content, page.specific_class)
            refused = references_refused(partner=owner.partner, references=references)
            found |= {f"page {page.pk}: it points to the {row.kind} {row.name}" for row in refused}
        return found
