"""Records in, labels with evidence out: stages, needs, answerability, description gaps.

A contact's words become vectors (`encoding`), get a stage (`stages`, better once people taught it:
`teaching`; faster once it was distilled: `students`) and are read for needs (`needs`). Each need is
held against the page (`answerability`); what stays open is grouped into gaps (`gaps`). `demand`,
`moves` and `agents` tell what caused a contact, where it was sent, and what agents said.

Nothing is imported here, so that importing the package costs nothing.
"""
