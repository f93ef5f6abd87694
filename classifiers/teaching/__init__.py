"""Learning stages from a few answers: which question comes next, and what the answers say."""
