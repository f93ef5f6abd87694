"""What columns are called: the names that people and programs give to each role.

Names are compared in lower case, words joined by `_`; the earlier a name stands, the surer it
is. A name also fits at the end of a longer one (`customer_email` fits `email`), but less well.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Holds = Literal["contacts", "pages", "events", "nothing"]
"""What a file holds; `nothing`: a table that lies beside them, such as order volumes."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FEW_COLUMNS = 4
_OTHER = re.compile(r"[\W_]+")


@cache
def plain(name: str) -> str:
    """Return a column's name in the form that roles are compared in: `StartTime` → `start_time`."""
    name = name.replace("#", " no ").replace("№", " no ")
    return _OTHER.sub("_", _CAMEL.sub("_", name)).strip("_").lower()


_UNIT = re.compile(r"_(?:s|sec|secs|seconds|m|min|mins|minutes|ms|h|hours|hrs)$")


def without_unit(name: str) -> str:
    """Return a column's plain name without the unit at its end: `Waited (s)` → `waited`."""
    return _UNIT.sub("", plain(name))


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CONTACT_ROLES: dict[str, tuple[str, ...]] = {
    "id": _names(
        "ticket_id ticket_no ticket_number ticket case_number case_id case_no issue_key"
        " conversation_id conversation contact_id call_id chat_id interaction_id thread_id"
        " question_id qid review_id incident_id request_id first_tweet_id tweet_id"
        " display_id session_id message_id uuid uniq_id id key number no nr"
    ),
    "subject": _names("subject title summary short_description headline betreff sujet asunto name"),
    "text": _names(
        "customer_message customer_text first_utterance transcript conversation dialogue dialog"
        " body message question complaint customer_complaint text content description"
        " ticket_description case_description utterance verbatim feedback review review_text"
        " comment comments notes inquiry enquiry request issue problem details query tweet"
        " context chat_log call_notes nachricht beschreibung texte mensaje"
    ),
    "answer": _names(
        "answers answer agent_reply agent_response agent_message first_response reply response"
        " resolution solution resolution_notes antwort reponse respuesta"
    ),
    "customer": _names(
        "customer_id client_id requester_id customer_email requester_email contact_email"
        " email_address email requester customer_number customer_key account_id account_number"
        " user_id customer client reporter submitter contact_name customer_name phone"
        " phone_number caller_id caller author_id author user kunde"
    ),
    "opened": _names(
        "opened_at created_at opened created creation_date created_date date_time_opened"
        " date_opened open_date created_time start_time started_at call_started start_date"
        " conversation_start requested timestamp datetime date_time date submitted_at received_at"
        " received time_created sent_at start begin datum day"
    ),
    "time": _names("time time_opened created_time_of_day start_time call_started uhrzeit hour"),
    "answered": _names("answered_at call_answered answered"),
    "closed": _names(
        "closed_at solved_at resolved_at closed closed_date date_time_closed resolved solved"
        " date_closed end_time ended_at call_ended end_date completed_at end"
    ),
    "channel": _names(
        "channel via received_via contact_channel medium contact_method case_origin origin"
        " source_type via_channel kanal source"
    ),
    "direction": _names("direction call_direction"),
    "department": _names(
        "department queue team assigned_group assignment_group group support_section"
        " group_name queue_name business_unit division skill workgroup abteilung"
    ),
    "product": _names(
        "product_id asin sku product_sku item_id product_ref product_name product item article"
        " model product_title gtin ean upc product_url handle produkt"
    ),
    "language": _names("language lang locale language_code sprache langue idioma"),
    "handle": _names(
        "handle_time handle_s aht handling_time service_length talk_time call_duration duration"
        " handle_seconds duration_seconds"
    ),
    "wait": _names(
        "wait_time wait_s wait wait_length queue_time waiting_time time_in_queue speed_of_answer"
        " wait_seconds hold_time"
    ),
    "transfers": _names("transfers transfer_count number_of_transfers transferred reassignments"),
    "outcome": _names("outcome disposition resolution_status status ticket_status state result"),
    "speaker": _names("speaker role sender author_role participant from_role sender_type"),
}

PAGE_ROLES: dict[str, tuple[str, ...]] = {
    "title": _names("title product_title product_name name item_name display_name headline"),
    "ref": _names(
        "product_id handle asin pid item_id article_id uniq_id id item_group_id variant_id"
    ),
    "group": _names("item_group_id"),
    "sku": _names("sku variant_sku product_sku item_number article_number style_code sku_id"),
    "gtin": _names("gtin ean upc barcode variant_barcode isbn gtin13 gtin12"),
    "mpn": _names("mpn part_number model_number google_shopping_mpn manufacturer_part_number"),
    "brand": _names("brand vendor manufacturer maker brand_name"),
    "family": _names(
        "family product_family series collection product_type category product_category type"
        " product_category_tree google_product_category category_name"
    ),
    "url": _names("url product_url link canonical_url page_url permalink page"),
    "text": _names(
        "description body_html body product_description long_description about text content"
        " details overview short_description page_text html"
    ),
    "bullets": _names(
        "bullets bullet_points features feature_bullets highlights key_features about_product"
        " product_highlight about_item product_highlights"
    ),
    "specs": _names(
        "specs specifications product_specifications attributes technical_details"
        " product_details product_detail product_information specification tech_specs"
    ),
    "faq": _names("faq faqs questions_and_answers"),
    "aliases": _names("aliases alias also_known_as other_names"),
    "valid_from": _names(
        "valid_from updated_at last_modified published_at modified_at version_date"
    ),
    "language": _names("language lang locale language_code content_language"),
}

MENU_CHOICES = _names(
    "menu_option option_chosen menu_choice ivr_option ivr_options menu_selection ivr_selection"
    " ivr_choice dtmf key_pressed keys_pressed digits_pressed option_pressed"
)
"""What logs of answering systems call the column of the key or option that a caller chose."""

PASSED_TO = _names(
    "transferred_to passed_to passed_on_to forwarded_to handed_to handed_over_to transfer_to"
    " transfer_target transfer_destination"
)
CALL_ENDED = _names("outcome disposition result call_result ended_as end_reason call_status status")

EVENT_ROLES: dict[str, tuple[str, ...]] = {
    "activity": _names("activity concept_name ocel_activity event_name activity_name event action")
    + MENU_CHOICES
    + _names("task step event_type aktivitaet"),
    "at": _names(
        "timestamp time_timestamp ocel_timestamp complete_timestamp start_timestamp event_time"
        " occurred_at datetime date_time call_started start_time started_at created_at called_at"
        " call_time call_start call_date began begun begin start initiated_at initiation_timestamp"
        " time date"
    ),
    "time": _names("time call_started start_time"),
    "case": _names(
        "case_id case_concept_name case ticket_id order_id customer_id session_id conversation_id"
        " trace_id journey_id process_instance incident_id user_id visitor_id client_id caller_id"
        " customer caller"
    ),
    "contact": _names("contact_id call_id interaction_id ticket_no call_no call_number call"),
    "lane": _names(
        "lane resource org_resource department queue group org_group team role org_role queue_name"
        " skill put_through_to routed_to connected_to"
    ),
    "wait": _names(
        "wait_length wait_time wait_s wait queue_time waiting_time waited time_waited"
        " queue_wait_time"
    ),
    "duration": _names(
        "duration duration_s service_length handle_time talk_time call_duration processing_time"
        " talked time_talked call_length"
    ),
    "count": _names("calls contacts count volume tickets arrivals offered number_of_calls"),
}

ROLES: dict[Holds, dict[str, tuple[str, ...]]] = {
    "contacts": CONTACT_ROLES,
    "pages": PAGE_ROLES,
    "events": EVENT_ROLES,
}

_PERIODS = frozenset(("week", "month", "day", "date", "period"))
_ORDERS = frozenset(("orders", "units", "units_sold", "order_count", "number_of_orders"))


def beside(names: tuple[str, ...]) -> str | None:
    """Say what a table is that lies beside contacts and pages without being either, or None."""
    known = {plain(name) for name in names}
    if known & _PERIODS and known & _ORDERS and len(known) <= _FEW_COLUMNS:
        return "it holds order volumes; name it in frontstage.toml as volumes"
    if "department" in known and known & {"menu_options", "does", "hours"}:
        return "it lists departments: only their full names, and whom no customer meets, are kept"
    return None


PRODUCT_NUMBERS = frozenset(
    _names("product_id asin sku product_sku item_id product_ref gtin ean upc")
)
PRODUCT_TITLES = _names("product_name product_title product item article model produkt")
"""Columns of tables of contacts that hold a product's number, and its title; best first."""

SIGNS: dict[Holds, frozenset[str]] = {
    "contacts": frozenset(
        _names(
            "subject question answers answer complaint customer_complaint ticket ticket_id"
            " ticket_no case_number conversation conversation_id transcript utterance queue"
            " priority status channel received_via via requester customer_id client_id"
            " customer_email agent reply response feedback review review_text satisfied sentiment"
            " complaint first_utterance context assignee csat issue_key case_id email message"
            " customer_message comment comments speaker csat_score satisfaction_rating"
            " created created_at creation_date created_date submitted_at opened opened_at"
            " date_opened date_time_opened requested reporter case_origin"
            " case_owner requester_email"
        )
    ),
    "pages": frozenset(
        _names(
            "handle bullets bullet_points features sku gtin mpn ean upc asin price brand vendor"
            " body_html description product_description image image_src image_link category"
            " product_category specifications specs product_specifications product_name"
            " product_title variant_sku variant_price availability retail_price sale_price"
            " product_url manufacturer title url faq condition stock weight highlights pid"
        )
    ),
    "events": frozenset(
        _names(
            "activity concept_name case_concept_name time_timestamp ocel_activity ocel_timestamp"
        )
        + MENU_CHOICES
    ),
}
"""Column names that speak for what a table holds; one point each."""
