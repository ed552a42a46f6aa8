"""RICH_TEXT: text with headings, lists and links."""

from gql_crm.fields.kinds.long_text import LongTextKind


class RichTextKind(LongTextKind):
    name = "RICH_TEXT"
    description = (
        "Markdown (CommonMark) of many lines, up to 100,000 characters or the field's maxLength, "
        "kept exactly as written; whoever shows it as HTML has to clean it."
    )
    sortable = False
