"""Whose the rows of every model are: ours and every library's. A model that is not here fails the system check."""

from partners.rules.declarations import Whose


def _all(whose: Whose, app: str, *models: str) -> dict[str, Whose]:
    return {f"{app}.{model}": whose for model in models}


DECLARED_MODELS: dict[str, Whose] = {
    # Learner records
    **_all(
        Whose.PARTNERS_BEHIND_THE_DOOR,
        "learning",
        *("Attempt", "Response", "VoidedMark", "ActivityCompletion", "CourseCompletion", "Enrolment"),
    ),
    **_all(
        Whose.PERSONS_BEHIND_THE_DOOR,
        "learning",
        *("Learner", "DeviceToken", "ClaimCode", "CodeReset", "LearnerMailbox", "FirstTap"),
        *("Sharing", "SharingNotice", "LearnerMerger"),
    ),
    **_all(
        Whose.PARTNERS_BEHIND_THE_DOOR,
        "certificates",
        *("AvailableCertificate", "Certificate", "CertificatePdf"),
    ),
    # The frozen logos and signatures of certificates, by hash.
    **_all(Whose.SYSTEM, "certificates", "Artwork"),
    # Names certificates by id, for a day.
    **_all(Whose.PARTNERS_BY_PLACE, "certificates", "CertificateBatch"),
    # Content
    **_all(Whose.PARTNERS_IN_SIGHT, "pages", "SiteImage", "SiteDocument"),
    **_all(Whose.PARTNERS_IN_SIGHT, "partners", "SupportContact"),
    **_all(Whose.SYSTEM, "pages", "SiteRendition", "MediaTag", "TaggedImage", "TaggedDocument"),
    **_all(Whose.SHARED, "pages", "HomePage", "StandardPage"),
    **_all(Whose.PARTNERS_BY_PAGE, "partners", "PartnerPage", "HelpPage"),
    **_all(
        Whose.PARTNERS_BY_PAGE,
        "courses",
        *("AdoptedCoursePage", "CoursePage", "LessonPage", "ModulePage", "QuizPage"),
    ),
    **_all(
        Whose.PARTNERS_BY_PAGE,
        "wagtailcore",
        *("Page", "Revision", "PageLogEntry", "WorkflowState", "TaskState", "WorkflowPage"),
        *("Comment", "CommentReply", "PageSubscription", "PageViewRestriction", "PageViewRestriction_groups"),
    ),
    # Partners
    **_all(
        Whose.PARTNERS_BY_PLACE,
        "partners",
        *("Brand", "PartnerSettings", "Membership", "StaffInvitation", "TermsAcceptance", "AuditEntry"),
        *("ContactReport", "SharedTablet", "PartnerDeparture", "PartnerMerger", "SecondPersonTask"),
    ),
    **_all(Whose.SHARED, "partners", "Partner", "Partner_boroughs", "PartnerSlug", "Borough", "ExitAddress"),
    **_all(Whose.SYSTEM, "partners", "ContentVersion"),
    **_all(Whose.PARTNERS_BY_PLACE, "courses", "SafetyWithdrawal", "VoidedQuestion"),
    **_all(Whose.SHARED, "courses", "Edition", "EditionActivity", "AddressHistory", "FormerCourseAddress"),
    # People who sign in
    **_all(Whose.PERSONS, "accounts", "User", "User_groups", "User_user_permissions"),
    # A letter with a code, for a day; it is not said whose.
    **_all(Whose.PERSONS, "accounts", "EmailCode"),
    # Numbers of tries for a few minutes, under keyed hashes.
    **_all(Whose.SYSTEM, "accounts", "Tries"),
    **_all(Whose.PERSONS, "account", "EmailAddress", "EmailConfirmation"),
    **_all(Whose.PERSONS, "sessions", "Session"),
    **_all(Whose.PERSONS, "wagtailusers", "UserProfile"),
    **_all(Whose.PERSONS, "wagtailadmin", "EditingSession", "FormState"),
    **_all(Whose.PERSONS, "wagtailcore", "UploadedFile", "APIToken"),
    # Address, language and words of a letter; on no partner's screen.
    **_all(Whose.SYSTEM, "letters", "Letter"),
    **_all(Whose.SYSTEM, "django_tasks_database", "DBTaskResult"),
    # Rights and the frame of the site: written by code, or by the operator
    **_all(Whose.SYSTEM, "auth", "Permission", "Group", "Group_permissions"),
    **_all(Whose.SYSTEM, "contenttypes", "ContentType"),
    **_all(
        Whose.SYSTEM,
        "wagtailcore",
        *("Locale", "Site", "Collection", "CollectionViewRestriction", "CollectionViewRestriction_groups"),
        *("GroupSitePermission", "GroupCollectionPermission", "GroupPagePermission"),
        *("Workflow", "WorkflowTask", "WorkflowContentType", "Task"),
        *("GroupApprovalTask", "GroupApprovalTask_groups", "ModelLogEntry", "ReferenceIndex"),
    ),
    **_all(Whose.SYSTEM, "wagtailsearch", "IndexEntry", "SQLiteFTSIndexEntry"),
    **_all(Whose.SYSTEM, "wagtailadmin", "Admin"),
    # Not used: ours stand in their place.
    **_all(Whose.SYSTEM, "wagtailimages", "Image", "Rendition"),
    **_all(Whose.SYSTEM, "wagtaildocs", "Document"),
    **_all(Whose.SYSTEM, "wagtailembeds", "Embed"),
    **_all(Whose.SYSTEM, "taggit", "Tag", "TaggedItem"),
    # Translations are made by the operator.
    **_all(
        Whose.SYSTEM,
        "wagtail_localize",
        *("TranslatableObject", "TranslationSource", "Translation", "TranslationLog", "String"),
        *("TranslationContext", "StringTranslation", "Template", "SegmentOverride", "StringSegment"),
        *("TemplateSegment", "RelatedObjectSegment", "OverridableSegment", "LocaleSynchronization"),
    ),
}
