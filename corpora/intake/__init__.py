"""From files to the filled workspace: identified, cleaned, redacted, told from what is known."""
