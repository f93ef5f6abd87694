"""How a report came to what it says, in sentences."""

from assistant.gaps.gap_card import KIND_WORDS
from assistant.gaps.sizes import AGAIN_DAYS, RETURN_DAYS

METHOD = (
    "Contacts are read from the files that were given. Personal data is replaced before anything "
    "is stored, and contacts that were set aside are not counted.",
    "Each contact is held against the stages of the journey by the likeness of its words to the "
    "stages' descriptions and examples; where the model is not sure it says so.",
    "A question is a sentence in which a customer asks for a fact, misses it, or finds it other "
    "than the page says. Those about a product's facts are held against that product's page and "
    "the pages that all products share; a question is open when no passage is likely to answer it.",
    "Open questions about one product with one topic make a gap. "
    + " ".join(
        f"“{kind.replace('_', ' ').capitalize()}”: {words}." for kind, words in KIND_WORDS.items()
    ),
    "Handling time and cost are the contact's own. A contact that asks several things is shared "
    "over them in equal parts, so the gaps together never cost more than the contacts. Avoidable "
    "is the part that the page is likely to be the cause of, with its 95 % interval.",
    f"“Came back”: of the gap's contacts whose customer and day are known, those that another "
    f"contact of the same customer followed within {AGAIN_DAYS} days; “returned or exchanged”: "
    f"those that one at that stage followed within {RETURN_DAYS} days, about whatever product. The "
    "page need not be the cause.",
    "Contacts per 1,000 orders count the weeks that both the contacts and the volumes cover.",
    "A trend compares full weeks only; weeks that the data cover in part are drawn paler.",
    "Findings about the process are counted from stages, departments, menus and times; their "
    "intervals are 95 %, and they are ranked by how many contacts are beyond what is usual "
    "elsewhere in the same data.",
    "Page right, agents wrong: somebody says so (a customer who holds what they were told against "
    "the page, or an agent who takes it back), in at least two contacts with what other agents say "
    "on the same passage. It is found by words; more of it may be there.",
    "Suggested texts are sentences that agents wrote or said in answer to this question, chosen "
    "where at least two contacts agree; sentences that hedge are left out. Agents can be wrong: "
    "check each fact.",
)
