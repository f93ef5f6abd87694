"""Tickets as JSON, in the shapes that help desks give them: Zendesk, Intercom, Freshdesk, Jira."""

from corpora.readers.tickets.files import looks_like_tickets, read_tickets

__all__ = ["looks_like_tickets", "read_tickets"]
